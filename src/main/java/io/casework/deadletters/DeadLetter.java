package io.casework.deadletters;

import io.casework.core.Utc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A refused message as people see it in lists; its body is elsewhere.
 *
 * @param description pointer and rule in one line
 * @param signature the same for letters that fail alike; null on letters of an older version, for a
 *     moment
 * @param whole whether all of the body was kept; only then it can be sent again
 * @param chainId the first letter of this chain of replays; its own id if it is the first
 * @param replayCount which replay of the first it is; 0 for the first
 * @param repairId the repair it is in, or was in last
 * @param problem why a replay of many left it behind
 * @param original the message in the broker's dead-letter queue: {@code pending} settlement, {@code
 *     settled}, {@code missing}; null while it must stay there
 */
public record DeadLetter(
    String deadLetterId,
    String entity,
    @Nullable String messageId,
    String reason,
    String description,
    String bodySha256,
    int bodySize,
    Instant seenAt,
    String pointer,
    String rule,
    @Nullable String signature,
    LetterState state,
    boolean whole,
    boolean erased,
    String chainId,
    int replayCount,
    @Nullable String repairId,
    @Nullable String problem,
    @Nullable String original) {

  static DeadLetter read(ResultSet row, int number) throws SQLException {
    var id = row.getString("dead_letter_id");
    return new DeadLetter(
        id,
        row.getString("entity"),
        row.getString("message_id"),
        row.getString("reason"),
        row.getString("description"),
        row.getString("body_sha256"),
        row.getInt("body_size"),
        Utc.read(row, "seen_at"),
        Objects.requireNonNullElse(row.getString("pointer"), ""),
        Objects.requireNonNullElse(row.getString("rule"), ""),
        row.getString("signature"),
        LetterState.of(row.getString("state")),
        row.getBoolean("whole"),
        row.getBoolean("erased"),
        Objects.requireNonNullElse(row.getString("chain_id"), id),
        row.getInt("replay_count"),
        row.getString("repair_id"),
        row.getString("problem"),
        row.getString("original"));
  }
}
