package io.casework.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that has happened, in files that are only ever appended to.
 *
 * <p>What is appended reaches the operating system at once and the disk with the next {@link
 * #commit}. When more than half of it is history, the present state is written to a fresh file and
 * the old ones go.
 */
final class Journal {

  private static final Logger log = LoggerFactory.getLogger(Journal.class);
  private static final long ROOM_TO_KEEP = 32L << 20;
  private static final long CHECK_EVERY_NANOS = 500_000_000L;
  private static final long LIFE_OF_THE_DEAD_NANOS = 3_600_000_000_000L;
  private static final long TRY_AGAIN_NANOS = 30_000_000_000L;
  private static final int MOST_NOTES = 1 << 20;

  private final DataDirectory directory;
  private final Disk disk;
  private final JournalCodec codec;
  private final JournalLimits limits;
  private final FrameBuffer buffer;
  private final List<Path> segments = new ArrayList<>();
  private @Nullable SegmentWriter writer;
  private long nextSegment = 1;
  private long closedBytes;
  private boolean failing;
  private boolean roomy = true;
  private long lastCheck;
  private long lastFailedCompaction;
  private long lastCompaction = System.nanoTime();

  Journal(DataDirectory directory, Disk disk, JournalCodec codec, JournalLimits limits) {
    this.directory = directory;
    this.disk = disk;
    this.codec = codec;
    this.limits = limits;
    this.buffer = new FrameBuffer(codec);
  }

  /** Reads what is there and makes ready to write. */
  void replay(Consumer<Change> changes) {
    try {
      JournalReader reader = new JournalReader(directory, disk, codec);
      segments.addAll(reader.read(changes));
      closedBytes = reader.bytes();
      nextSegment = reader.lastNumber() + 1;
      startSegment();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be read: " + e.getMessage(), e);
    }
  }

  void append(List<Change> changes) {
    int notes = buffer.size();
    buffer.add(changes);
    try {
      flush();
    } catch (IOException e) {
      // the notes before it may still get their chance
      buffer.shrinkTo(notes);
      fail(e);
      throw new Refusal(
          Conditions.RESOURCE_LIMIT, "The broker cannot write to its disk: " + e.getMessage());
    }
  }

  void note(Change change) {
    if (buffer.size() < MOST_NOTES) {
      buffer.add(List.of(change));
    }
  }

  private void flush() throws IOException {
    SegmentWriter current = writableSegment();
    current.write(buffer.bytes());
    buffer.reset();
    failing = false;
  }

  private SegmentWriter writableSegment() throws IOException {
    SegmentWriter current = writer;
    if (current == null || current.isDamaged()) {
      throw new IOException("the journal waits to be written anew");
    }
    if (current.length() < limits.segmentBytes()) {
      return current;
    }
    // only the newest file may ever have a torn end
    current.force();
    current.close();
    closedBytes += current.length();
    writer = null;
    return startSegment();
  }

  private SegmentWriter startSegment() throws IOException {
    Path file = directory.segment(nextSegment);
    // an attempt that failed may have left the beginning of a file
    disk.delete(file);
    SegmentWriter fresh = new SegmentWriter(disk, file, false);
    segments.add(file);
    nextSegment++;
    writer = fresh;
    disk.forceDirectory(directory.path());
    return fresh;
  }

  /**
   * Makes all that was appended last.
   *
   * @throws IOException if it cannot be said whether it does
   */
  void commit() throws IOException {
    if (buffer.size() > 0) {
      try {
        flush();
      } catch (IOException e) {
        fail(e);
      }
    }
    SegmentWriter current = writer;
    if (limits.forces() && current != null) {
      current.force();
    }
  }

  private void fail(IOException e) {
    if (!failing) {
      log.error("the broker cannot write to {}: {}", directory.path(), e.toString());
    }
    failing = true;
  }

  boolean isWritable() {
    return !failing && writer != null && !writer.isDamaged();
  }

  void requireRoom() {
    if (!roomy) {
      throw new Refusal(
          Conditions.RESOURCE_LIMIT,
          "The disk of the broker is nearly full; make room in " + directory.path());
    }
  }

  /** Looks after the files: is there room, is it time to tidy up, has the trouble passed? */
  void tick(long liveBytes, Consumer<Consumer<Change>> snapshot) {
    long now = System.nanoTime();
    boolean dead = isMostlyHistory(liveBytes);
    if (!dead && lastCheck != 0 && now - lastCheck < CHECK_EVERY_NANOS) {
      return;
    }
    lastCheck = now;
    try {
      roomy = disk.usableBytes(directory.path()) > ROOM_TO_KEEP;
      SegmentWriter current = writer;
      if (current == null || current.isDamaged() || dead) {
        compact(snapshot);
      } else if (failing) {
        current.probe();
        failing = false;
        log.info("the broker can write to {} again", directory.path());
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private boolean isMostlyHistory(long liveBytes) {
    long total = closedBytes + (writer == null ? 0 : writer.length());
    long dead = total - liveBytes;
    boolean failedJustNow =
        lastFailedCompaction != 0 && System.nanoTime() - lastFailedCompaction < TRY_AGAIN_NANOS;
    // What was settled is personal: it goes within the hour, also where little is sent.
    boolean old = dead > 0 && System.nanoTime() - lastCompaction > LIFE_OF_THE_DEAD_NANOS;
    return !failedJustNow && (old || dead > limits.deadBytes() && dead > total / 2);
  }

  private void compact(Consumer<Consumer<Change>> snapshot) throws IOException {
    Path file = directory.segment(nextSegment);
    try {
      Compaction.write(directory, disk, codec, file, snapshot);
    } catch (IOException e) {
      lastFailedCompaction = System.nanoTime();
      throw e;
    }
    lastCompaction = System.nanoTime();
    SegmentWriter before = writer;
    writer = new SegmentWriter(disk, file);
    nextSegment++;
    closedBytes = 0;
    failing = false;
    // the snapshot counts what is being delivered, so the notes of it are in there
    buffer.reset();
    if (before != null) {
      before.close();
    }
    for (Path old : List.copyOf(segments)) {
      disk.delete(old);
      segments.remove(old);
    }
    segments.add(file);
    log.info("journal compacted into {} ({} bytes)", file.getFileName(), writer.length());
  }

  void close() throws IOException {
    try {
      commit();
    } finally {
      if (writer != null) {
        writer.close();
        writer = null;
      }
    }
  }
}
