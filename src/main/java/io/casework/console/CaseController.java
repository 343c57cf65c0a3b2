package io.casework.console;

import io.casework.audit.AuditTrail;
import io.casework.cases.CaseQuery;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Cases to read over HTTP; the ETag of a case is its version. */
@RestController
@RequestMapping("/api/v1/cases")
class CaseController {

  private static final Set<String> NOT_IN_TIMELINE =
      Set.of(
          "case_read",
          "alert_read",
          "payment_read",
          "access_refused",
          "audit_read",
          "audit_exported");

  private final Cases cases;
  private final CaseViews views;
  private final CaseReads reads;
  private final AuditTrail audit;

  CaseController(Cases cases, CaseViews views, CaseReads reads, AuditTrail audit) {
    this.cases = cases;
    this.views = views;
    this.reads = reads;
    this.audit = audit;
  }

  @GetMapping
  Page<ListedCase> list(
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String route,
      @RequestParam(required = false) @Nullable String priority,
      @RequestParam(required = false) @Nullable String assignee,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(defaultValue = "due_at") String sort,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size,
      Authentication who) {
    var desk = Desk.of(who);
    var found =
        cases.page(
            new CaseQuery(
                desk.routes(),
                desk.user(),
                status,
                route,
                priority,
                assignee,
                q,
                sort,
                page,
                size));
    return new Page<>(
        found.items().stream().map(ListedCase::of).toList(), page, size, found.total());
  }

  @GetMapping("/{id}")
  ResponseEntity<CaseView> get(@PathVariable String id, Authentication who) {
    return read(id, "record", who, desk -> answer(new CaseId(id), desk));
  }

  /** What happened to the case; who looked at it is for auditors, in {@code /api/v1/audit}. */
  @GetMapping("/{id}/timeline")
  List<AuditTrail.Entry> timeline(@PathVariable String id, Authentication who) {
    return read(
        id,
        "timeline",
        who,
        desk ->
            audit.of(visible(id, who)).stream()
                .filter(entry -> !NOT_IN_TIMELINE.contains(entry.kind()))
                .toList());
  }

  @GetMapping("/{id}/related")
  List<CaseView.RelatedView> related(@PathVariable String id, Authentication who) {
    return read(id, "related", who, desk -> views.related(visible(id, who), desk));
  }

  private <T> T read(String id, String view, Authentication who, Function<Desk, T> answer) {
    var desk = Desk.of(who);
    return reads.read(new CaseId(id), desk, view, () -> answer.apply(desk));
  }

  private ResponseEntity<CaseView> answer(CaseId caseId, Desk desk) {
    var view = views.view(caseId, desk);
    return ResponseEntity.ok().eTag(String.valueOf(view.version())).body(view);
  }

  private CaseId visible(String id, Authentication who) {
    return Desk.of(who).open(cases, new CaseId(id)).caseId();
  }

  record Page<T>(List<T> items, int page, int size, long total) {}
}
