package io.casework.bundle;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip whose bytes follow from its files alone: stored, sorted by name, one fixed time. */
final class StoredZip {

  /** Of no meaning, and free of time zones; the first day of 1980 would not be, to the JDK. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private StoredZip() {}

  /**
   * Writes the files under one folder; the stream stays open.
   *
   * @throws IOException also when a file is not what it was when it was measured
   */
  static void write(String folder, List<BagFile> files, OutputStream to) throws IOException {
    var zip = new ZipOutputStream(unclosed(to));
    for (var file : files.stream().sorted(Comparator.comparing(BagFile::path)).toList()) {
      var entry = new ZipEntry(folder + "/" + file.path());
      entry.setMethod(ZipEntry.STORED);
      entry.setTimeLocal(NO_TIME);
      entry.setSize(file.bytes());
      entry.setCrc(file.crc());
      zip.putNextEntry(entry);
      try (var in = file.content().open()) {
        in.transferTo(zip);
      }
      zip.closeEntry();
    }
    zip.close();
  }

  private static OutputStream unclosed(OutputStream to) {
    return new FilterOutputStream(to) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }
}
