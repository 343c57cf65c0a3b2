package io.casework.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the present state to a file of its own, which counts from the moment it has its name.
 *
 * <p>A crash before that leaves a nameless file that a restart deletes; a crash after it leaves old
 * files that a restart deletes.
 */
final class Compaction {

  private static final int WRITE_AT = 1 << 20;

  private Compaction() {}

  static void write(
      DataDirectory directory,
      Disk disk,
      JournalCodec codec,
      Path file,
      Consumer<Consumer<Change>> snapshot)
      throws IOException {
    Path unnamed = file.resolveSibling(file.getFileName() + ".tmp");
    // what an attempt before this one left would otherwise be appended to
    disk.delete(unnamed);
    SegmentWriter writer = new SegmentWriter(disk, unnamed, true);
    try {
      FrameBuffer buffer = new FrameBuffer(codec);
      snapshot.accept(
          change -> {
            buffer.add(List.of(change));
            if (buffer.size() > WRITE_AT) {
              writeOut(writer, buffer);
            }
          });
      writeOut(writer, buffer);
      writer.force();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      writer.close();
    }
    disk.rename(unnamed, file);
    disk.forceDirectory(directory.path());
  }

  private static void writeOut(SegmentWriter writer, FrameBuffer buffer) {
    try {
      writer.write(buffer.bytes());
      buffer.reset();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
