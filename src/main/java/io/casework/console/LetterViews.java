package io.casework.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.deadletters.DeadLetter;
import io.casework.deadletters.LetterBook;
import io.casework.deadletters.LetterState;
import io.casework.deadletters.MessageChecks;
import io.casework.deadletters.MessageChecks.Flaw;
import io.casework.deadletters.Repair;
import io.casework.deadletters.Repairs;
import io.casework.deadletters.Repairs.Proposal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Refused messages as the people see them who mend and approve, and those who check them. */
@Component
class LetterViews {

  /** All others see what happened to a message, and not what it says. */
  private static final Set<String> READERS = Set.of("ops", "fraud-leads");

  private final LetterBook book;
  private final Repairs repairs;
  private final MessageChecks checks;

  LetterViews(LetterBook book, Repairs repairs, MessageChecks checks) {
    this.book = book;
    this.repairs = repairs;
    this.checks = checks;
  }

  static boolean mayRead(Desk desk) {
    return desk.groups().stream().anyMatch(READERS::contains);
  }

  /** Reading a body is a fact: what is shown and its record share one transaction. */
  @Transactional
  public LetterView view(String id, Desk desk) {
    var letter = book.get(id);
    var reader = mayRead(desk);
    var body = reader ? book.readBody(letter, desk.user()).orElse(null) : null;
    var repair = letter.repairId() == null ? null : repairs.get(letter.repairId());
    var proposal = reader && repair != null ? repairs.proposal(repair).orElse(null) : null;
    return new LetterView(
        letter,
        body,
        body == null ? missing(reader) : null,
        body == null || !letter.whole() ? null : flaw(letter, body),
        body == null ? null : lastGood(letter, body).orElse(null),
        repair,
        proposal,
        proposedFlaw(letter, proposal),
        may(letter, repair, desk),
        book.chain(letter));
  }

  /** What the letter's reader would say of another body. */
  Optional<Flaw> check(String id, String body) {
    return checks.check(book.get(id).entity(), body.getBytes(UTF_8));
  }

  /** What the server would let this person do; it asks again when they do it. */
  private static List<String> may(DeadLetter letter, @Nullable Repair repair, Desk desk) {
    var ops = desk.groups().contains("ops");
    var sendable = letter.whole() && !letter.erased();
    if (repair != null && repair.bulk() && letter.state() != LetterState.OPEN) {
      return List.of();
    }
    return switch (letter.state()) {
      case OPEN ->
          !ops
              ? List.of()
              : sendable
                  ? List.of("resubmit", "take-up", "discard")
                  : List.of("take-up", "discard");
      case MENDING ->
          !ops
              ? List.of()
              : sendable
                  ? List.of("resubmit", "put-back", "discard")
                  : List.of("put-back", "discard");
      case WAITING -> approval(repair, desk);
      case APPROVED, SENT, ACCEPTED, REFUSED_AGAIN, DISCARDED -> List.of();
    };
  }

  /** Of one letter or of many: who may say yes or no to what waits. */
  static List<String> approval(@Nullable Repair repair, Desk desk) {
    return mayRead(desk) && repair != null && !desk.user().equals(repair.mendedBy())
        ? List.of("approve", "return")
        : List.of();
  }

  private static String missing(boolean reader) {
    return reader ? "the body was erased when its time was over" : "bodies are shown to operations";
  }

  private @Nullable Flaw proposedFlaw(DeadLetter letter, @Nullable Proposal proposal) {
    return proposal == null || proposal.body() == null ? null : flaw(letter, proposal.body());
  }

  private @Nullable Flaw flaw(DeadLetter letter, String body) {
    return checks.check(letter.entity(), body.getBytes(UTF_8)).orElse(null);
  }

  private Optional<LetterView.LastGood> lastGood(DeadLetter letter, String body) {
    return checks
        .lastGood(letter.entity(), body.getBytes(UTF_8))
        .map(
            good -> {
              var pointer = letter.pointer();
              var around = pointer.isEmpty() ? "" : pointer.substring(0, pointer.lastIndexOf('/'));
              while (!good.fields().at(around).isContainerNode()) {
                around = around.substring(0, Math.max(0, around.lastIndexOf('/')));
              }
              return new LetterView.LastGood(
                  good.caseId(),
                  good.receivedAt(),
                  good.producer(),
                  around,
                  good.fields().at(around));
            });
  }
}
