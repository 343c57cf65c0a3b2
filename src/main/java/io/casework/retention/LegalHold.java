package io.casework.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's reason why nothing of a case may be deleted.
 *
 * @param reference what it is known by outside: a court's file number, a letter
 * @param liftedAt null while it stands
 */
public record LegalHold(
    String holdId,
    String reference,
    String reason,
    String placedBy,
    Instant placedAt,
    @Nullable String liftedBy,
    @Nullable Instant liftedAt,
    @Nullable String liftReason) {

  public boolean stands() {
    return liftedAt == null;
  }
}
