package io.casework.console;

import io.casework.audit.AuditSearch;
import io.casework.audit.AuditTrail;
import io.casework.core.OperationsEvent;
import io.casework.core.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trail for auditors. Who reads it is in it too. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditController {

  private static final String READ = "audit_read";
  private static final int MOST = 200;
  private static final int MOST_READERS = 100;
  private static final Duration MONTH = Duration.ofDays(30);

  private final AuditSearch search;
  private final AuditSheet sheet;
  private final ApplicationEventPublisher facts;
  private final Clock clock;
  private final TransactionTemplate transaction;

  AuditController(
      AuditSearch search,
      AuditSheet sheet,
      ApplicationEventPublisher facts,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.search = search;
    this.sheet = sheet;
    this.facts = facts;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Records of the trail.
   *
   * @param after the {@code seq} of the last record of the page before
   */
  @GetMapping
  List<AuditTrail.Entry> search(
      @ParameterObject @ModelAttribute AuditFilter filter,
      @RequestParam(required = false) @Nullable Long after,
      @RequestParam(defaultValue = "50") int limit,
      HttpServletRequest request,
      Authentication who) {
    AuditFilter.demandKnown(request, "after", "limit");
    if (limit < 1 || limit > MOST) {
      throw Refused.field("limit", "must lie between 1 and " + MOST);
    }
    var found = search.page(filter.query(after, limit));
    // A reader who follows the trail to its end would else find their own last step for ever.
    if (found.stream().anyMatch(entry -> !entry.kind().equals(READ))) {
      record(READ, filter, Map.of("count", found.size()), who);
    }
    return found;
  }

  /** The whole result of a search as a table, written as it is read. */
  @GetMapping(path = "/export", produces = "text/csv")
  void export(
      @ParameterObject @ModelAttribute AuditFilter filter,
      Authentication who,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    AuditFilter.demandKnown(request);
    var query = filter.query(null, AuditSheet.ROWS_AT_ONCE);
    record("audit_exported", filter, Map.of(), who);
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\"");
    sheet.write(query, new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
  }

  @GetMapping("/actions")
  List<String> actions() {
    return search.kinds();
  }

  /** Who read how many cases and payments; the last thirty days unless said otherwise. */
  @GetMapping("/readers")
  List<AuditSearch.Reader> readers(
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to) {
    var end = to == null ? clock.instant().plusSeconds(1) : to;
    return search.readers(from == null ? end.minus(MONTH) : from, end, MOST_READERS);
  }

  // What was looked for may be a customer's id: the names of the filters, and ids of ours.
  private void record(
      String kind, AuditFilter filter, Map<String, Object> more, Authentication who) {
    var what = new LinkedHashMap<>(more);
    what.put("filters", filter.names());
    transaction.executeWithoutResult(
        status ->
            facts.publishEvent(new OperationsEvent(kind, filter.ofCase(), who.getName(), what)));
  }
}
