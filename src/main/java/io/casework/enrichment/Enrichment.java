package io.casework.enrichment;

import io.casework.cases.Finding;
import io.casework.core.Failpoints;
import io.casework.core.ScoredEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Asks every source; what a source cannot say becomes a finding too. */
public class Enrichment {

  private static final Logger log = LoggerFactory.getLogger(Enrichment.class);

  private final List<EnrichmentSource> sources;
  private final Clock clock;

  Enrichment(List<EnrichmentSource> sources, Clock clock) {
    this.sources = List.copyOf(sources);
    this.clock = clock;
  }

  /** One finding per source, in the order of the sources. */
  public List<Finding> enrich(ScoredEvent event) {
    return sources.stream().map(source -> ask(source, event)).toList();
  }

  /** The longest that all answers together can take. */
  public Duration longest() {
    return sources.stream().map(EnrichmentSource::longest).reduce(Duration.ZERO, Duration::plus);
  }

  private Finding ask(EnrichmentSource source, ScoredEvent event) {
    try {
      Failpoints.hit("enrich.before-call");
      var answer = source.ask(event);
      Failpoints.hit("enrich.after-call");
      return Finding.ok(source.name(), answer.summary(), answer.facts(), clock.instant());
    } catch (DataAccessException e) {
      // Our own database: the step must be repeated, not the source reported as down.
      throw e;
    } catch (RuntimeException e) {
      log.warn("case {}: source {} is unavailable: {}", event.id(), source.name(), reason(e));
      return Finding.unavailable(source.name(), "Not available: " + reason(e), clock.instant());
    }
  }

  // The class only: messages of HTTP clients quote addresses that hold customer ids.
  private static String reason(RuntimeException e) {
    var cause = e.getCause() == null ? e : e.getCause();
    return switch (cause.getClass().getSimpleName()) {
      case "CallNotPermittedException" ->
          "it failed repeatedly and is being left alone for a while";
      case "HttpTimeoutException", "HttpConnectTimeoutException", "SocketTimeoutException" ->
          "it did not answer in time";
      case "ConnectException" -> "it cannot be reached";
      default -> "it did not give a usable answer (" + cause.getClass().getSimpleName() + ")";
    };
  }
}
