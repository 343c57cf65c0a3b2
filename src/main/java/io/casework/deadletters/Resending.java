package io.casework.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.core.CaseEvent;
import io.casework.core.OperationsEvent;
import io.casework.deadletters.MessageChecks.Flaw;
import io.casework.deadletters.Repair.Stage;
import io.casework.outbox.Destination;
import io.casework.outbox.Outbox;
import io.casework.outbox.OutgoingMessage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What happens to letters once two people agree: they leave by the outbox, or are given up. */
@Component
@Transactional
public class Resending {

  static final int AT_ONCE = 100;

  private final LetterRows letters;
  private final RepairRows repairs;
  private final Samples samples;
  private final MessageChecks checks;
  private final Outbox outbox;
  private final ApplicationEventPublisher facts;

  Resending(
      LetterRows letters,
      RepairRows repairs,
      Samples samples,
      MessageChecks checks,
      Outbox outbox,
      ApplicationEventPublisher facts) {
    this.letters = letters;
    this.repairs = repairs;
    this.samples = samples;
    this.checks = checks;
    this.outbox = outbox;
    this.facts = facts;
  }

  /** Where an entity's messages are sent to; empty if this application sends nothing there. */
  static Optional<Destination> destination(String entity) {
    var queueOrTopic = entity.split("/", 2)[0];
    return Arrays.stream(Destination.values())
        .filter(destination -> destination.entity().equals(queueOrTopic))
        .findFirst();
  }

  /**
   * Sends the next letters of an approved repair, a hundred at most.
   *
   * @return whether there are more
   */
  public boolean sendSome(String repairId) {
    var repair = repairs.lock(repairId);
    var content = repairs.content(repairId);
    var some = letters.inRepair(repairId, LetterState.APPROVED, AT_ONCE);
    var leftBehind = 0;
    for (var letter : some) {
      var problem =
          content.isEmpty() ? "the message was erased" : send(repair, content.get(), letter);
      if (problem != null) {
        letters.leaveBehind(letter.deadLetterId(), problem);
        leftBehind++;
      }
    }
    repairs.leftBehind(repairId, leftBehind);
    var more = some.size() == AT_ONCE;
    if (!more) {
      repairs.finished(repairId, Stage.DONE);
    }
    return more;
  }

  /** Sends a letter, or says why not. */
  private @Nullable String send(Repair repair, RepairRows.Content content, DeadLetter letter) {
    var destination = destination(letter.entity());
    var came = samples.body(letter.deadLetterId());
    if (destination.isEmpty() || came.isEmpty()) {
      return "the message was erased";
    }
    String body;
    try {
      body = mended(content, came.get());
    } catch (Patching.Unfit e) {
      return e.getMessage();
    }
    if (repair.bulk()) {
      // Nobody looked at each of them: what would come back stays here.
      var flaw = checks.check(letter.entity(), body.getBytes(UTF_8));
      if (flaw.isPresent()) {
        return said(flaw.get());
      }
    }
    var number = letters.countReplay(letter.chainId());
    var messageId = "%s%s:%d".formatted(DeadLetters.REPLAY, letter.chainId(), number);
    outbox.send(
        new OutgoingMessage(
            destination.get(), messageId, body, provenance(repair, letter, number), null));
    letters.sent(letter.deadLetterId(), messageId);
    publish("dead_letter_sent_again", repair, letter, Map.of("message_id", messageId));
    return null;
  }

  static String mended(RepairRows.Content content, String came) {
    if (content.patch() != null) {
      return Patching.apply(content.patch(), came);
    }
    return content.body() == null ? came : content.body();
  }

  static String said(Flaw flaw) {
    return (flaw.pointer().isEmpty() ? "/" : flaw.pointer()) + ": " + flaw.rule();
  }

  private Map<String, Object> provenance(Repair repair, DeadLetter letter, int number) {
    var properties = new LinkedHashMap<>(samples.properties(letter.deadLetterId()));
    properties.put("replay_of", letter.chainId());
    properties.put("replay_count", number);
    properties.put("mended_by", String.valueOf(repair.mendedBy()));
    properties.put("approved_by", String.valueOf(repair.approvedBy()));
    return properties;
  }

  /** Gives up the letters of an approved repair. */
  public void discard(String repairId) {
    var repair = repairs.lock(repairId);
    for (var letter : letters.inRepair(repairId, LetterState.APPROVED, Integer.MAX_VALUE)) {
      letters.finish(letter.deadLetterId(), LetterState.DISCARDED);
      letters.release(letter.chainId());
      publish("dead_letter_discarded", repair, letter, Map.of());
    }
    repairs.finished(repairId, Stage.DONE);
  }

  private void publish(String kind, Repair repair, DeadLetter letter, Map<String, Object> more) {
    var what = new LinkedHashMap<String, Object>();
    what.put("dead_letter_id", letter.deadLetterId());
    what.put("repair_id", repair.repairId());
    what.put("mended_by", String.valueOf(repair.mendedBy()));
    what.put("approved_by", String.valueOf(repair.approvedBy()));
    what.putAll(more);
    facts.publishEvent(new OperationsEvent(kind, null, CaseEvent.SYSTEM, what));
  }
}
