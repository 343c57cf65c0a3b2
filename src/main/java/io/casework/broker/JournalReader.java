package io.casework.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files of a journal at a restart.
 *
 * <p>The end of the newest file may be torn, for the process may have ended in the middle of a
 * write; that end was never acknowledged and is cut off. Damage anywhere else is not forgiven.
 */
final class JournalReader {

  private static final Logger log = LoggerFactory.getLogger(JournalReader.class);

  private final DataDirectory directory;
  private final Disk disk;
  private final JournalCodec codec;
  private long bytes;
  private long lastNumber;

  JournalReader(DataDirectory directory, Disk disk, JournalCodec codec) {
    this.directory = directory;
    this.disk = disk;
    this.codec = codec;
  }

  long bytes() {
    return bytes;
  }

  long lastNumber() {
    return lastNumber;
  }

  /** Returns the files that hold the state. */
  List<Path> read(Consumer<Change> changes) throws IOException {
    for (Path unfinished : directory.unfinished()) {
      disk.delete(unfinished);
    }
    List<Segment> segments = current();
    requireNoGap(segments);
    List<Path> kept = new ArrayList<>();
    for (Segment segment : segments) {
      boolean isNewest = segment == segments.get(segments.size() - 1);
      Segment.Extent extent = segment.read(codec, changes);
      if (!extent.complete()) {
        if (!isNewest) {
          throw new IOException(
              segment.file()
                  + " is damaged at byte "
                  + extent.goodBytes()
                  + " ("
                  + extent.damage()
                  + "), and newer files follow it; restore the file from a backup");
        }
        cut(segment.file(), extent);
      }
      bytes += extent.goodBytes();
      kept.add(segment.file());
    }
    return kept;
  }

  /** From the newest file on that holds a complete state; older ones are superseded. */
  private List<Segment> current() throws IOException {
    List<Path> files = new ArrayList<>(directory.segments());
    lastNumber = files.isEmpty() ? 0 : DataDirectory.numberOf(files.get(files.size() - 1));
    dropUnbegun(files);
    List<Segment> segments = new ArrayList<>();
    for (Path file : files) {
      if (!Segment.hasHeader(file)) {
        throw new IOException(file + " is damaged at byte 0; restore the file from a backup");
      }
      Segment segment = Segment.open(file);
      if (segment.startsAfresh()) {
        for (Segment superseded : segments) {
          disk.delete(superseded.file());
        }
        segments.clear();
      }
      segments.add(segment);
    }
    return segments;
  }

  /** A file whose first write never happened holds nothing. */
  private void dropUnbegun(List<Path> files) throws IOException {
    if (!files.isEmpty()) {
      Path newest = files.get(files.size() - 1);
      if (Files.size(newest) < Segment.HEADER
          || (Files.size(newest) == Segment.HEADER
              && Segment.hasHeader(newest)
              && !Segment.open(newest).startsAfresh())) {
        disk.delete(newest);
        files.remove(newest);
        lastNumber--;
      }
    }
  }

  private void requireNoGap(List<Segment> segments) throws IOException {
    if (segments.isEmpty()) {
      return;
    }
    Segment first = segments.get(0);
    long expected = first.startsAfresh() ? first.number() : 1;
    for (Segment segment : segments) {
      if (segment.number() != expected) {
        throw new IOException(
            directory.segment(expected) + " is missing; restore the file from a backup");
      }
      expected++;
    }
  }

  private void cut(Path file, Segment.Extent extent) throws IOException {
    long lost = Files.size(file) - extent.goodBytes();
    Path aside = file.resolveSibling(file.getFileName() + ".cut-" + extent.goodBytes());
    log.warn(
        "{} has a torn end: {} at byte {}; {} bytes are set aside in {}",
        file.getFileName(),
        extent.damage(),
        extent.goodBytes(),
        lost,
        aside.getFileName());
    byte[] all = Files.readAllBytes(file);
    disk.delete(aside);
    try (Disk.Sink sink = disk.open(aside)) {
      sink.write(ByteBuffer.wrap(all, (int) extent.goodBytes(), (int) lost));
    }
    try (Disk.Sink sink = disk.open(file)) {
      sink.truncate(extent.goodBytes());
      sink.force();
    }
  }
}
