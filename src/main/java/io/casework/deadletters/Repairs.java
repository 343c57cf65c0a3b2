package io.casework.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.core.OperationsEvent;
import io.casework.core.Refused;
import io.casework.deadletters.Repair.Action;
import io.casework.deadletters.Repair.Stage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people decide about refused messages, from being taken up to being approved. The process
 * asks here before it goes on; whoever is refused here is refused on every screen.
 */
@Component
@Transactional
public class Repairs {

  private static final int LONGEST_REASON = 1000;

  private final LetterRows letters;
  private final RepairRows repairs;
  private final Samples samples;
  private final MessageChecks checks;
  private final ApplicationEventPublisher facts;

  Repairs(
      LetterRows letters,
      RepairRows repairs,
      Samples samples,
      MessageChecks checks,
      ApplicationEventPublisher facts) {
    this.letters = letters;
    this.repairs = repairs;
    this.samples = samples;
    this.checks = checks;
    this.facts = facts;
  }

  /** Takes up an open letter; returns the repair's id. */
  public String takeUp(String letterId, String user) {
    var letter = letters.lock(letterId);
    var id = UUID.randomUUID().toString();
    if (!letters.take(letterId, id, LetterState.MENDING)) {
      throw Refused.conflict("state", "the dead letter is " + letter.state());
    }
    repairs.insert(id, false, null, 1, user);
    publish("dead_letter_taken_up", repairs.get(id), user);
    return id;
  }

  /**
   * Proposes what is to happen; a later proposal takes the place of an earlier one.
   *
   * @param body the mended message; null to send it as it came
   */
  public void draft(
      String repairId, Action action, @Nullable String body, @Nullable String reason, String user) {
    var repair = demand(repairId, Stage.MENDING);
    var why = text("/reason", reason);
    if (repair.bulk()) {
      throw Refused.conflict("bulk", "the letters of a replay are changed by its patch alone");
    }
    if (action == Action.SEND) {
      demandSendable(letterOf(repair), body);
    }
    repairs.draft(
        repairId,
        action,
        new RepairRows.Content(action == Action.SEND ? body : null, null, why, null),
        user);
  }

  private void demandSendable(DeadLetter letter, @Nullable String mended) {
    if (Resending.destination(letter.entity()).isEmpty()) {
      throw Refused.conflict("entity", "nothing is sent again to " + letter.entity());
    }
    if (!letter.whole()) {
      throw Refused.conflict(
          "whole", "only a part of the message was kept: it can only be discarded");
    }
    if (letter.erased()) {
      throw Refused.conflict("erased", "the message was erased: it can only be discarded");
    }
    var body = mended == null ? samples.body(letter.deadLetterId()).orElseThrow() : mended;
    checks
        .check(letter.entity(), body.getBytes(UTF_8))
        .ifPresent(
            flaw -> {
              throw Refused.field("/body" + flaw.pointer(), flaw.rule());
            });
  }

  /** The proposal is complete; only who wrote it can say so. */
  public void handedIn(String repairId, String user) {
    var repair = demand(repairId, Stage.MENDING);
    if (repairs.content(repairId).isEmpty() || !user.equals(repair.mendedBy())) {
      throw Refused.conflict("mended_by", "say first what is to happen, and why");
    }
    repairs.state(repairId, Stage.WAITING);
    letters.move(repairId, LetterState.MENDING, LetterState.WAITING);
    publish("dead_letter_mended", repairs.get(repairId), user);
  }

  /** Nobody needs to do anything about it now: the letters are open again. */
  public void putBack(String repairId, String user) {
    demand(repairId, Stage.MENDING);
    letters.move(repairId, LetterState.MENDING, LetterState.OPEN);
    repairs.finished(repairId, Stage.PUT_BACK);
    publish("dead_letter_put_back", repairs.get(repairId), user);
  }

  /** Whoever mended it cannot approve it. */
  public void demandAnother(String repairId, String user) {
    if (user.equals(repairs.get(repairId).mendedBy())) {
      throw Refused.conflict("approved_by", "must be another person than " + user);
    }
  }

  /** A second person says yes; returns what is to happen now. */
  public Action approve(String repairId, String user) {
    var repair = demand(repairId, Stage.WAITING);
    demandAnother(repairId, user);
    var action = Optional.ofNullable(repair.action()).orElseThrow();
    if (action == Action.SEND && repairs.content(repairId).isEmpty()) {
      throw Refused.conflict("erased", "the message was erased meanwhile: give it back");
    }
    repairs.approved(repairId, user);
    letters.move(repairId, LetterState.WAITING, LetterState.APPROVED);
    publish("dead_letter_approved", repairs.get(repairId), user);
    return action;
  }

  /** A second person says no: it is to be mended better. */
  public void giveBack(String repairId, @Nullable String reason, String user) {
    demand(repairId, Stage.WAITING);
    demandAnother(repairId, user);
    var why = text("/reason", reason);
    repairs
        .content(repairId)
        .ifPresent(
            content ->
                repairs.answer(
                    repairId,
                    new RepairRows.Content(
                        content.body(), content.patch(), content.reason(), why)));
    repairs.state(repairId, Stage.MENDING);
    letters.move(repairId, LetterState.WAITING, LetterState.MENDING);
    publish("dead_letter_returned", repairs.get(repairId), user);
  }

  @Transactional(readOnly = true)
  public Repair get(String repairId) {
    return repairs.get(repairId);
  }

  /** The letter that a repair of one is about. */
  @Transactional(readOnly = true)
  public DeadLetter letterOf(Repair repair) {
    return letters
        .ofRepair(repair.repairId())
        .orElseThrow(() -> Refused.missing("dead letter of the repair"));
  }

  /** What was written in it; empty before, and once it is erased. */
  @Transactional(readOnly = true)
  public Optional<Proposal> proposal(Repair repair) {
    return repairs
        .content(repair.repairId())
        .map(
            content ->
                new Proposal(
                    content.body(), content.patch(), content.reason(), content.returned()));
  }

  private Repair demand(String repairId, Stage wanted) {
    var repair = repairs.lock(repairId);
    if (repair.state() != wanted) {
      throw Refused.conflict("state", "the repair is " + repair.state());
    }
    return repair;
  }

  static String text(String pointer, @Nullable String text) {
    if (text == null || text.isBlank() || text.strip().length() > LONGEST_REASON) {
      throw Refused.field(pointer, "must hold 1 to %d characters".formatted(LONGEST_REASON));
    }
    return text.strip();
  }

  private void publish(String kind, Repair repair, String user) {
    facts.publishEvent(new OperationsEvent(kind, null, user, said(repair)));
  }

  private Map<String, Object> said(Repair repair) {
    var what = new LinkedHashMap<String, Object>();
    what.put("repair_id", repair.repairId());
    if (repair.bulk()) {
      what.put("signature", String.valueOf(repair.signature()));
    } else {
      letters
          .ofRepair(repair.repairId())
          .ifPresent(letter -> what.put("dead_letter_id", letter.deadLetterId()));
    }
    what.put("letters", repair.letters());
    if (repair.action() != null) {
      what.put("action", repair.action().toString());
    }
    if (repair.mendedBy() != null) {
      what.put("mended_by", repair.mendedBy());
    }
    return what;
  }

  /**
   * What somebody proposes.
   *
   * @param body the mended message; null: as it came
   * @param patch RFC 6902, for all letters of a bulk repair
   * @param returned why it was given back, if it was
   */
  public record Proposal(
      @Nullable String body, @Nullable String patch, String reason, @Nullable String returned) {}
}
