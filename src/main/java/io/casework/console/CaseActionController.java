package io.casework.console;

import io.casework.cases.CaseConflict;
import io.casework.cases.Cases;
import io.casework.cases.Decision;
import io.casework.cases.ReasonCode;
import io.casework.cases.ResolutionRefused;
import io.casework.core.CaseId;
import io.casework.core.Failpoints;
import io.casework.workflow.CaseWorkflow;
import io.casework.workflow.ReviewDesk;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What people do with a case over HTTP; an action with {@code If-Match} of another version answers
 * 409 with the current state.
 */
@RestController
@RequestMapping("/api/v1/cases")
class CaseActionController {

  private final Cases cases;
  private final CaseViews views;
  private final CaseReads reads;
  private final ReviewDesk reviews;
  private final CaseWorkflow workflow;

  CaseActionController(
      Cases cases, CaseViews views, CaseReads reads, ReviewDesk reviews, CaseWorkflow workflow) {
    this.cases = cases;
    this.views = views;
    this.reads = reads;
    this.reviews = reviews;
    this.workflow = workflow;
  }

  @PostMapping("/{id}/claim")
  ResponseEntity<CaseView> claim(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    var before = Desk.of(who).open(cases, new CaseId(id));
    reviews.claim(before.caseId(), version(ifMatch), who.getName());
    // Who has it already changes nothing: only a read tells that the case was shown.
    var desk = Desk.of(who);
    return who.getName().equals(before.assignee())
        ? reads.read(before.caseId(), desk, "record", () -> answer(before.caseId(), desk))
        : answer(before.caseId(), desk);
  }

  @PostMapping("/{id}/release")
  ResponseEntity<CaseView> release(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    reviews.release(owned(id, who), version(ifMatch));
    return answer(new CaseId(id), Desk.of(who));
  }

  @PostMapping("/{id}/assign")
  ResponseEntity<CaseView> assign(
      @PathVariable String id,
      @RequestBody AssigneeBody body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    reviews.assign(visible(id, who), version(ifMatch), required("assignee", body.assignee));
    return answer(new CaseId(id), Desk.of(who));
  }

  @PostMapping("/{id}/escalate")
  ResponseEntity<CaseView> escalate(
      @PathVariable String id,
      @RequestBody(required = false) @Nullable NoteBody body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    var note = body == null ? null : body.note;
    reviews.escalate(owned(id, who), version(ifMatch), note, who.getName());
    return answer(new CaseId(id), Desk.of(who));
  }

  @PostMapping("/{id}/pause")
  ResponseEntity<CaseView> pause(
      @PathVariable String id,
      @RequestBody ReasonBody body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    reviews.pause(owned(id, who), version(ifMatch), required("reason", body.reason), who.getName());
    return answer(new CaseId(id), Desk.of(who));
  }

  @PostMapping("/{id}/resume")
  ResponseEntity<CaseView> resume(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    reviews.resume(owned(id, who), version(ifMatch), who.getName());
    return answer(new CaseId(id), Desk.of(who));
  }

  @PostMapping("/{id}/resolution")
  ResponseEntity<CaseView> resolve(
      @PathVariable String id,
      @RequestBody ResolutionBody body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    var caseId = visible(id, who);
    var decision = Decision.of(body.decision);
    reviews.resolve(
        caseId,
        version(ifMatch),
        decision,
        ReasonCode.of(body.reasonCode, decision),
        body.note,
        who.getName());
    Failpoints.hit("resolve.before-response");
    return answer(caseId, Desk.of(who));
  }

  /**
   * The webhook of a case screen: whatever status it reports becomes the action that leads there.
   */
  @PostMapping("/{id}/status")
  ResponseEntity<CaseView> status(
      @PathVariable String id,
      @RequestBody StatusBody body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    return switch (required("status", body.status)) {
      case "open" -> release(id, ifMatch, who);
      case "in_review" ->
          cases.get(visible(id, who)).pausedAt() == null
              ? claim(id, ifMatch, who)
              : resume(id, ifMatch, who);
      case "awaiting_customer" -> pause(id, new ReasonBody(body.note), ifMatch, who);
      case "escalated" -> escalate(id, new NoteBody(body.note), ifMatch, who);
      case "closed" ->
          resolve(id, new ResolutionBody(body.decision, body.reasonCode, body.note), ifMatch, who);
      default ->
          throw new ResolutionRefused(
              "status", "must be one of open, in_review, awaiting_customer, escalated, closed");
    };
  }

  @PostMapping("/{id}/reopen")
  ResponseEntity<CaseView> reopen(
      @PathVariable String id, @RequestBody NoteBody body, Authentication who) {
    workflow.reopen(visible(id, who), required("note", body.note), who.getName());
    return answer(new CaseId(id), Desk.of(who));
  }

  private ResponseEntity<CaseView> answer(CaseId caseId, Desk desk) {
    var view = views.view(caseId, desk);
    return ResponseEntity.ok().eTag(String.valueOf(view.version())).body(view);
  }

  private CaseId visible(String id, Authentication who) {
    return Desk.of(who).open(cases, new CaseId(id)).caseId();
  }

  /** Acting on a case takes owning it; seniors and leads may act for others. */
  private CaseId owned(String id, Authentication who) {
    var record = Desk.of(who).open(cases, new CaseId(id));
    var acts = Desk.of(who).groups();
    if (who.getName().equals(record.assignee())
        || acts.contains("fraud-leads")
        || acts.contains("senior-analysts")) {
      return record.caseId();
    }
    throw new CaseConflict(
        record.assignee() == null
            ? "the case is not assigned; claim it first"
            : "the case is assigned to " + record.assignee());
  }

  private static @Nullable Long version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.equals("*")) {
      return null;
    }
    try {
      return Long.valueOf(ifMatch.replaceFirst("^W/", "").replace("\"", ""));
    } catch (NumberFormatException e) {
      throw new ResolutionRefused("If-Match", "must be the ETag of the case");
    }
  }

  static String required(String field, @Nullable String value) {
    return Optional.ofNullable(value)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new ResolutionRefused(field, "is required"));
  }

  record NoteBody(@Nullable String note) {}

  record ReasonBody(@Nullable String reason) {}

  record AssigneeBody(@Nullable String assignee) {}

  record ResolutionBody(
      @Nullable String decision, @Nullable String reasonCode, @Nullable String note) {}

  record StatusBody(
      @Nullable String status,
      @Nullable String decision,
      @Nullable String reasonCode,
      @Nullable String note) {}
}
