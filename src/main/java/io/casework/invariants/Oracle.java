package io.casework.invariants;

import io.casework.core.BrokenRows;
import io.casework.core.Invariant;
import io.casework.core.Invariant.Breaches;
import io.casework.core.Refused;
import io.casework.invariants.Findings.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks all rooms whether what they vouch for is true; tests and operations ask the same. */
@Component
class Oracle {

  private static final Logger log = LoggerFactory.getLogger(Oracle.class);
  private static final Pattern ID = Pattern.compile("I(\\d{1,2})([a-z]?)");

  private final TreeMap<String, Check> checks = new TreeMap<>();
  private final InvariantProperties properties;
  private final Clock clock;

  /** Two that claim one id stop the start. */
  Oracle(
      List<Invariant> invariants,
      List<BrokenRows> queries,
      RowSearch search,
      InvariantProperties properties,
      Clock clock) {
    this.properties = properties;
    this.clock = clock;
    invariants.forEach(
        one -> add(one.id(), one.promise(), since -> one.check(properties.examples())));
    queries.forEach(one -> add(one.id(), one.promise(), since -> search.run(one, since)));
  }

  private void add(String id, String promise, Look look) {
    if (checks.put(sortable(id), new Check(id, promise, look)) != null) {
      throw new IllegalStateException("two invariants claim the id " + id);
    }
  }

  /** I2 before I10. */
  private static String sortable(String id) {
    var parts = ID.matcher(id);
    if (!parts.matches()) {
      throw new IllegalStateException("no id of an invariant: " + id);
    }
    return "%02d%s".formatted(Integer.parseInt(parts.group(1)), parts.group(2));
  }

  /**
   * Looks, one at a time: two who ask at once do not load the database twice over.
   *
   * @param since what was finished before is left out where looking at everything is dear
   * @param id only these: {@code I4} is also {@code I4a} and {@code I4b}; null: all
   */
  synchronized Findings check(Instant since, @Nullable String id) {
    var began = clock.instant();
    var wanted = checks.values().stream().filter(check -> check.answersTo(id)).toList();
    if (wanted.isEmpty()) {
      throw Refused.field("id", "is no invariant of this installation");
    }
    var found = wanted.stream().map(check -> look(check, since)).toList();
    var total = found.stream().map(Finding::breaches).filter(Objects::nonNull);
    return new Findings(
        began, millis(began), total.mapToLong(Long::longValue).sum(), List.copyOf(found));
  }

  private Finding look(Check check, Instant since) {
    var began = clock.instant();
    try {
      var found = check.look().from(since);
      return new Finding(
          check.id(), check.promise(), found.count(), found.examples(), millis(began), null);
    } catch (RuntimeException e) {
      // No message: it may quote what was read.
      log.error("invariant {} cannot be checked: {}", check.id(), e.getClass().getName());
      log.debug("invariant {}", check.id(), e);
      return new Finding(
          check.id(),
          check.promise(),
          null,
          List.of(),
          millis(began),
          e.getClass().getSimpleName());
    }
  }

  private long millis(Instant since) {
    return Duration.between(since, clock.instant()).toMillis();
  }

  private record Check(String id, String promise, Look look) {

    boolean answersTo(@Nullable String asked) {
      return asked == null
          || asked.equals(id)
          || ID.matcher(asked).matches() && id.matches(asked + "[a-z]");
    }
  }

  private interface Look {

    Breaches from(Instant since);
  }
}
