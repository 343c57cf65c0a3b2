package io.casework.console;

import io.casework.core.Refused;
import io.casework.deadletters.DeadLetter;
import io.casework.deadletters.LetterBook;
import io.casework.deadletters.LetterState;
import io.casework.deadletters.MessageChecks;
import io.casework.deadletters.Repair.Action;
import io.casework.workflow.RepairDesk;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Refused messages over HTTP, one by one: look, mend, approve. */
@RestController
@RequestMapping("/api/v1/dead-letters")
class DeadLetterController {

  private static final int MOST = 200;

  private final LetterBook book;
  private final LetterViews views;
  private final RepairDesk repairs;

  DeadLetterController(LetterBook book, LetterViews views, RepairDesk repairs) {
    this.book = book;
    this.views = views;
    this.repairs = repairs;
  }

  /** The latest, newest first, without their bodies. */
  @GetMapping
  List<DeadLetter> latest(
      @RequestParam(required = false) @Nullable String signature,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(defaultValue = "50") int size) {
    return book.latest(
        signature, state == null ? null : LetterState.of(state), Math.max(1, Math.min(size, MOST)));
  }

  /**
   * Letters that fail alike.
   *
   * @param state {@code open} (the default): with which something is still to be done; {@code
   *     closed}; {@code all}
   */
  @GetMapping("/groups")
  List<LetterBook.Group> groups(@RequestParam(defaultValue = "open") String state) {
    return book.groups(
        switch (state) {
          case "open" -> Boolean.TRUE;
          case "closed" -> Boolean.FALSE;
          case "all" -> null;
          default -> throw Refused.field("state", "must be one of [open, closed, all]");
        });
  }

  @GetMapping("/{id}")
  LetterView view(@PathVariable String id, Authentication who) {
    return views.view(id, Desk.of(who));
  }

  /** What the letter's reader would say of a body now; changes nothing. */
  @PostMapping("/{id}/check")
  Verdict check(@PathVariable String id, @RequestBody CheckBody body) {
    if (body.body == null) {
      throw Refused.field("/body", "is required");
    }
    var flaw = views.check(id, body.body);
    return new Verdict(flaw.isEmpty(), flaw.orElse(null));
  }

  @PostMapping("/{id}/take-up")
  LetterView takeUp(@PathVariable String id, Authentication who) {
    repairs.takeUp(id, who.getName());
    return views.view(id, Desk.of(who));
  }

  /** Proposes to send the message again, mended or as it came; a second person approves. */
  @PostMapping("/{id}/resubmit")
  LetterView resubmit(@PathVariable String id, @RequestBody MendBody body, Authentication who) {
    return handIn(id, Action.SEND, body, who);
  }

  /** Proposes that nobody needs the message; a second person approves. */
  @PostMapping("/{id}/discard")
  LetterView discard(@PathVariable String id, @RequestBody MendBody body, Authentication who) {
    return handIn(id, Action.DISCARD, body, who);
  }

  private LetterView handIn(String id, Action action, MendBody body, Authentication who) {
    repairs.handInLetter(id, action, body.body, body.reason, who.getName());
    return views.view(id, Desk.of(who));
  }

  @PostMapping("/{id}/put-back")
  LetterView putBack(@PathVariable String id, Authentication who) {
    repairs.putBack(repairOf(id), who.getName());
    return views.view(id, Desk.of(who));
  }

  /** The second person says yes. */
  @PostMapping("/{id}/approve")
  LetterView approve(@PathVariable String id, Authentication who) {
    repairs.approve(repairOf(id), who.getName());
    return views.view(id, Desk.of(who));
  }

  /** The second person says no, and why. */
  @PostMapping("/{id}/return")
  LetterView giveBack(@PathVariable String id, @RequestBody ReasonBody body, Authentication who) {
    repairs.giveBack(repairOf(id), body.reason, who.getName());
    return views.view(id, Desk.of(who));
  }

  private String repairOf(String id) {
    var letter = book.get(id);
    return Optional.ofNullable(letter.repairId())
        .orElseThrow(() -> Refused.conflict("state", "the dead letter is " + letter.state()));
  }

  record CheckBody(@Nullable String body) {}

  /**
   * @param body the mended message as text; without it the message is sent as it came
   */
  record MendBody(@Nullable String body, @Nullable String reason) {}

  record ReasonBody(@Nullable String reason) {}

  record Verdict(boolean good, MessageChecks.@Nullable Flaw flaw) {}
}
