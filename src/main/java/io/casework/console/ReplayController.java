package io.casework.console;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.casework.core.Refused;
import io.casework.deadletters.Repair.Action;
import io.casework.deadletters.Repairs;
import io.casework.deadletters.Replays;
import io.casework.workflow.RepairDesk;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** All refused messages that fail alike over HTTP: try one change, ask a second person, watch. */
@RestController
@RequestMapping("/api/v1/dead-letters")
class ReplayController {

  private final Replays replays;
  private final Repairs proposals;
  private final RepairDesk repairs;

  ReplayController(Replays replays, Repairs proposals, RepairDesk repairs) {
    this.replays = replays;
    this.proposals = proposals;
    this.repairs = repairs;
  }

  /** With {@code dry_run}: what would happen (200). Without: taken up and handed in (202). */
  @PostMapping("/replay")
  ResponseEntity<Object> replay(@RequestBody ReplayBody body, Authentication who) {
    if (body.signature == null || body.signature.isBlank()) {
      throw Refused.field("/signature", "is required");
    }
    if (Boolean.TRUE.equals(body.dryRun)) {
      return ResponseEntity.ok(replays.dryRun(body.signature, body.patch, who.getName()));
    }
    var id = repairs.replay(body.signature, body.wanted(), body.patch, body.reason, who.getName());
    return ResponseEntity.status(HttpStatus.ACCEPTED).body(view(id, who));
  }

  /** How far it is. */
  @GetMapping("/replays/{id}")
  ReplayView get(@PathVariable String id, Authentication who) {
    return view(id, who);
  }

  /** Another proposal for a replay that was given back. */
  @PostMapping("/replays/{id}/resubmit")
  ReplayView resubmit(@PathVariable String id, @RequestBody ReplayBody body, Authentication who) {
    repairs.handInReplay(id, body.wanted(), body.patch, body.reason, who.getName());
    return view(id, who);
  }

  @PostMapping("/replays/{id}/put-back")
  ReplayView putBack(@PathVariable String id, Authentication who) {
    repairs.putBack(id, who.getName());
    return view(id, who);
  }

  @PostMapping("/replays/{id}/approve")
  ReplayView approve(@PathVariable String id, Authentication who) {
    repairs.approve(id, who.getName());
    return view(id, who);
  }

  @PostMapping("/replays/{id}/return")
  ReplayView giveBack(
      @PathVariable String id,
      @RequestBody DeadLetterController.ReasonBody body,
      Authentication who) {
    repairs.giveBack(id, body.reason(), who.getName());
    return view(id, who);
  }

  // What people wrote may speak of a person: those who check see that it was done, and not what.
  private ReplayView view(String id, Authentication who) {
    var desk = Desk.of(who);
    var progress = replays.progress(id);
    var repair = progress.repair();
    return new ReplayView(
        progress,
        LetterViews.mayRead(desk) ? proposals.proposal(repair).orElse(null) : null,
        switch (repair.state()) {
          case WAITING -> LetterViews.approval(repair, desk);
          case MENDING -> desk.groups().contains("ops") ? List.of("put-back") : List.<String>of();
          case APPROVED, DONE, PUT_BACK -> List.<String>of();
        });
  }

  /**
   * @param signature of the group
   * @param action {@code send} (the default) or {@code discard}
   * @param patch RFC 6902, applied to each message; null to send them as they came
   */
  record ReplayBody(
      @Nullable String signature,
      @Nullable String action,
      @Nullable JsonNode patch,
      @Nullable String reason,
      @Nullable Boolean dryRun) {

    Action wanted() {
      return action == null ? Action.SEND : Action.of(action);
    }
  }

  record ReplayView(
      @JsonUnwrapped Replays.Progress progress,
      Repairs.@Nullable Proposal proposal,
      List<String> may) {}
}
