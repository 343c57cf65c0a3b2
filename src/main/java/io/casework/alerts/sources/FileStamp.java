package io.casework.alerts.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What tells whether somebody still writes to a file.
 *
 * @param modified in microseconds, as databases keep it
 * @param plain false for links, pipes and whatever else lies in folders
 */
record FileStamp(long bytes, Instant modified, boolean plain) {

  /** Of the file itself, never of what a link leads to. */
  static FileStamp of(Path file) throws IOException {
    var read = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new FileStamp(
        read.size(),
        read.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS),
        read.isRegularFile());
  }
}
