package io.casework.backup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backup has; its last entry.
 *
 * @param auditRecords how many records the audit log had at least; null when nobody could ask
 * @param withKeys whether keys and passwords are in it
 */
public record Manifest(
    String format,
    Instant takenAt,
    @Nullable Long auditRecords,
    boolean withKeys,
    List<Entry> files) {

  static final String NAME = "manifest.json";
  static final String FORMAT = "casework-backup-1";

  /** A file, by its path in the data folder. */
  public record Entry(String path, long bytes, String sha256) {}
}
