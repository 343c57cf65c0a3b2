package io.casework.console;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.casework.deadletters.DeadLetter;
import io.casework.deadletters.MessageChecks;
import io.casework.deadletters.Repair;
import io.casework.deadletters.Repairs;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refused message with all that is needed to mend it.
 *
 * @param body as it came, or what was kept of it; null where {@code bodyMissing} says why
 * @param flaw what its reader would say of it now; null if it would be taken, or without a body
 * @param lastGood beside it, how a good message of that producer looks at the failing place
 * @param repair the one it is in, or was in last
 * @param proposal what somebody wants to do with it; null for those who see no bodies
 * @param proposedFlaw what its reader would say of the proposal now
 * @param may what the caller may do with it now: {@code resubmit}, {@code approve} …
 * @param chain the first letter and the replays of it that came back
 */
record LetterView(
    @JsonUnwrapped DeadLetter letter,
    @Nullable String body,
    @Nullable String bodyMissing,
    MessageChecks.@Nullable Flaw flaw,
    @Nullable LastGood lastGood,
    @Nullable Repair repair,
    Repairs.@Nullable Proposal proposal,
    MessageChecks.@Nullable Flaw proposedFlaw,
    List<String> may,
    List<DeadLetter> chain) {

  /**
   * Part of a message that was taken, personal values masked.
   *
   * @param pointer the nearest object around the failing place
   */
  record LastGood(
      String caseId, Instant receivedAt, String producer, String pointer, JsonNode fields) {}
}
