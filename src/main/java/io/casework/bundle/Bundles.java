package io.casework.bundle;

import io.casework.core.CaseId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sealed bundles of cases: asked for here, made soon after, never overwritten.
 *
 * <p>Unknown cases end in {@link io.casework.cases.NoSuchCase}.
 */
public interface Bundles {

  /**
   * Asks for the next version of a case's bundle, in the caller's transaction; it is made once that
   * has committed.
   *
   * @param reason one word: {@code escalation}, {@code closing}, {@code addition} or {@code
   *     request}
   * @param actor who asks, a user id or {@link io.casework.core.CaseEvent#SYSTEM}
   */
  void request(CaseId caseId, String reason, String actor);

  /** All versions, oldest first, also those not made yet. */
  List<Version> list(CaseId caseId);

  /**
   * One version of a case's bundle.
   *
   * @param state {@code due}, {@code sealed} or {@code abandoned}
   * @param failure why the last try failed; the next is due at {@code nextAttemptAt}
   * @param auditSize records of the audit log that the bundle's checkpoint covers
   * @param caseVersion of the case when its evidence was collected
   * @param fullStoredSha256 of the full bundle as the archive has it: encrypted under the case's
   *     key
   */
  record Version(
      CaseId caseId,
      int version,
      String reason,
      String requestedBy,
      Instant requestedAt,
      String state,
      int attempts,
      @Nullable Instant nextAttemptAt,
      @Nullable String failure,
      @Nullable Long auditSize,
      @Nullable Instant madeAt,
      @Nullable Long caseVersion,
      @Nullable String fullSha256,
      @Nullable String fullStoredSha256,
      @Nullable String redactedSha256,
      @Nullable Long fullBytes,
      @Nullable Long redactedBytes) {

    boolean sealed() {
      return state.equals("sealed");
    }
  }
}
