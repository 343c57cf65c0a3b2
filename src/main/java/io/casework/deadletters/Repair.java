package io.casework.deadletters;

import io.casework.core.Refused;
import io.casework.core.Utc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What two people do about one letter, or about many that fail alike.
 *
 * @param bulk of many: one change for all of them
 * @param signature of the letters of a bulk repair
 * @param action what is to happen once it is approved
 * @param letters how many were taken up
 * @param leftBehind how many of them could not be sent, and are open again
 */
public record Repair(
    String repairId,
    boolean bulk,
    @Nullable String signature,
    Stage state,
    @Nullable Action action,
    int letters,
    int leftBehind,
    String takenBy,
    Instant takenAt,
    @Nullable String mendedBy,
    @Nullable Instant mendedAt,
    @Nullable String approvedBy,
    @Nullable Instant approvedAt,
    @Nullable Instant finishedAt) {

  static Repair read(ResultSet row, int number) throws SQLException {
    var action = row.getString("action");
    return new Repair(
        row.getString("repair_id"),
        row.getBoolean("bulk"),
        row.getString("signature"),
        Stage.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        action == null ? null : Action.of(action),
        row.getInt("letters"),
        row.getInt("left_behind"),
        row.getString("taken_by"),
        Utc.read(row, "taken_at"),
        row.getString("mended_by"),
        Utc.readNullable(row, "mended_at"),
        row.getString("approved_by"),
        Utc.readNullable(row, "approved_at"),
        Utc.readNullable(row, "finished_at"));
  }

  /** How far it is. */
  public enum Stage {
    MENDING,
    WAITING,
    APPROVED,
    DONE,
    PUT_BACK;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is to happen with the letters. */
  public enum Action {
    SEND,
    DISCARD;

    /** Reads the name that the interface, the model and the tables use. */
    public static Action of(String name) {
      return Arrays.stream(values())
          .filter(action -> action.toString().equals(name))
          .findFirst()
          .orElseThrow(() -> Refused.field("/action", "must be one of [send, discard]"));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
