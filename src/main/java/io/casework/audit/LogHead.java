package io.casework.audit;

import io.casework.core.Utc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How far the log is.
 *
 * @param origin the log's name, given once at random
 * @param size number of records
 * @param lastHash SHA-256 of the last line, in hex; 64 zeros before the first
 * @param highest the highest number of a recorded fact that was taken in
 * @param partEnd the last record of the last closed part
 * @param openSince when the first record since then was taken in; null when there is none
 * @param day the UTC day to which the open part belongs
 */
record LogHead(
    String origin,
    long size,
    String lastHash,
    long highest,
    long partEnd,
    @Nullable Instant openSince,
    LocalDate day) {

  static LogHead of(ResultSet row) throws SQLException {
    return new LogHead(
        row.getString("origin"),
        row.getLong("tree_size"),
        row.getString("last_hash"),
        row.getLong("highest_event"),
        row.getLong("part_end"),
        Utc.readNullable(row, "open_since"),
        row.getObject("log_day", LocalDate.class));
  }

  /** Records since the last closed part. */
  int open() {
    return (int) (size - partEnd);
  }

  LogHead grown(long newSize, String newHash, long newHighest, Instant now) {
    return new LogHead(
        origin, newSize, newHash, newHighest, partEnd, openSince == null ? now : openSince, day);
  }

  LogHead closed() {
    return new LogHead(origin, size, lastHash, highest, size, null, day);
  }

  LogHead on(LocalDate today) {
    return new LogHead(origin, size, lastHash, highest, partEnd, openSince, today);
  }
}
