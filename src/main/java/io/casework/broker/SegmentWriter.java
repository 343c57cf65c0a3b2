package io.casework.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The file of the journal that is being written; a write that fails leaves no trace. */
final class SegmentWriter {

  private final Disk.Sink sink;
  private long length;
  private boolean unforced = true;
  private boolean damaged;

  SegmentWriter(Disk disk, Path file, boolean startsAfresh) throws IOException {
    this.sink = disk.open(file);
    try {
      sink.write(Segment.header(startsAfresh));
      this.length = Segment.HEADER;
    } catch (IOException e) {
      sink.close();
      throw e;
    }
  }

  /** Carries on with a file that is complete so far. */
  SegmentWriter(Disk disk, Path file) throws IOException {
    this.sink = disk.open(file);
    this.length = sink.length();
    this.unforced = false;
  }

  void write(ByteBuffer bytes) throws IOException {
    int size = bytes.remaining();
    try {
      sink.write(bytes);
      length += size;
      unforced = true;
    } catch (IOException e) {
      undo(e);
      throw e;
    }
  }

  /** Finds out whether there is room again. */
  void probe() throws IOException {
    try {
      sink.write(ByteBuffer.allocate(64 * 1024));
      sink.truncate(length);
    } catch (IOException e) {
      undo(e);
      throw e;
    }
  }

  private void undo(IOException failure) {
    try {
      sink.truncate(length);
    } catch (IOException e) {
      // half a record is left in the way, so nothing may follow it in this file
      damaged = true;
      failure.addSuppressed(e);
    }
  }

  void force() throws IOException {
    if (unforced) {
      try {
        sink.force();
        unforced = false;
      } catch (IOException e) {
        // what the disk holds now is anybody's guess, and asking again does not tell
        damaged = true;
        throw e;
      }
    }
  }

  boolean isDamaged() {
    return damaged;
  }

  long length() {
    return length;
  }

  void close() throws IOException {
    sink.close();
  }
}
