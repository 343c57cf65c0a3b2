package io.casework.alerts.sources;

import io.casework.alerts.AlertBodies;
import io.casework.alerts.Ingest;
import io.casework.alerts.Tally;
import io.casework.core.Refused;
import io.casework.wire.RequestBytes;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alerts by HTTP, many at once: what can be read is taken, what cannot is named. */
@RestController
class IngestController {

  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final Set<String> SOURCES = Set.of("email", "csv");
  private static final int NAMED = 100;

  private final AlertBodies bodies = new AlertBodies(MAX_BYTES);
  private final Ingest ingest;
  private final CsvFormat format;

  IngestController(Ingest ingest, SourceProperties sources) {
    this.format = new CsvFormat(sources.csv());
    this.ingest = ingest;
  }

  /**
   * @param source {@code email} or {@code csv}: what these alerts count as
   */
  @PostMapping(path = "/api/v1/alerts/ingest", consumes = MediaType.APPLICATION_JSON_VALUE)
  Answer json(@RequestParam String source, HttpServletRequest request, Authentication who)
      throws IOException {
    check(source);
    return take(source, bodies.read(source, RequestBytes.of(request, MAX_BYTES)), who);
  }

  @PostMapping(path = "/api/v1/alerts/ingest", consumes = "text/csv")
  Answer csv(@RequestParam String source, HttpServletRequest request, Authentication who)
      throws IOException {
    check(source);
    var body = RequestBytes.of(request, MAX_BYTES);
    if (body.length > MAX_BYTES) {
      throw Refused.field(
          "body", "must not be larger than 4 MB; larger tables go into the drop folder");
    }
    return take(source, TableBodies.read(format, source, body), who);
  }

  private Answer take(String source, AlertBodies.Bodies read, Authentication who) {
    if (read.alerts().isEmpty() && !read.refused().isEmpty()) {
      var wrong = read.refused().get(0);
      throw Refused.field(wrong.field(), wrong.rule());
    }
    var tally =
        read.alerts().isEmpty()
            ? Tally.NOTHING
            : ingest.request(source, read.alerts(), who.getName());
    return new Answer(
        tally.processed(),
        tally.duplicates(),
        read.refused().size(),
        read.refused().stream().limit(NAMED).toList());
  }

  private static void check(String source) {
    if (!SOURCES.contains(source)) {
      throw Refused.field("source", "must be email or csv");
    }
  }

  /**
   * @param errors the first hundred of those that failed: which, and what is wrong
   */
  record Answer(long processed, long duplicates, long failed, List<AlertBodies.Wrong> errors) {}
}
