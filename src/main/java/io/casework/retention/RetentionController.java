package io.casework.retention;

import io.casework.cases.Cases;
import io.casework.core.CaseId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Legal holds and erasure over HTTP; everyone who gets here may see every case. */
@RestController
@RequestMapping("/api/v1/cases/{id}")
class RetentionController {

  private final Cases cases;
  private final LegalHolds holds;
  private final Erasures erasures;

  RetentionController(Cases cases, LegalHolds holds, Erasures erasures) {
    this.cases = cases;
    this.holds = holds;
    this.erasures = erasures;
  }

  @GetMapping("/holds")
  List<LegalHold> holds(@PathVariable String id) {
    return holds.of(cases.get(new CaseId(id)).caseId());
  }

  @PostMapping("/holds")
  @ResponseStatus(HttpStatus.CREATED)
  LegalHold place(@PathVariable String id, @RequestBody HoldBody body, Authentication who) {
    return holds.place(new CaseId(id), body.reference, body.reason, who.getName());
  }

  @DeleteMapping("/holds/{holdId}")
  LegalHold lift(
      @PathVariable String id,
      @PathVariable String holdId,
      @RequestBody LiftBody body,
      Authentication who) {
    return holds.lift(new CaseId(id), holdId, body.reason, who.getName());
  }

  @GetMapping("/erasure")
  Erasure erasure(@PathVariable String id) {
    return erasures.get(new CaseId(id));
  }

  /** Asks for an erasure, which a second person confirms. */
  @PostMapping("/erasure")
  Erasure request(@PathVariable String id, @RequestBody ErasureBody body, Authentication who) {
    var reason = ErasureReason.asked(body.reasonCode);
    return erasures.request(new CaseId(id), reason, body.note, who.getName());
  }

  @PostMapping("/erasure/confirmation")
  Erasure confirm(@PathVariable String id, Authentication who) {
    return erasures.confirm(new CaseId(id), who.getName());
  }

  record HoldBody(@Nullable String reason, @Nullable String reference) {}

  record LiftBody(@Nullable String reason) {}

  record ErasureBody(@Nullable String reasonCode, @Nullable String note) {}
}
