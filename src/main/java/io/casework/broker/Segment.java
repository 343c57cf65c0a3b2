package io.casework.broker;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** One file of the journal, as it is read at a restart. */
record Segment(Path file, boolean startsAfresh) {

  static final int HEADER = 16;

  private static final byte[] MAGIC = "CASEWORK".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;

  /** How far a segment could be read, and whether that was to its end. */
  record Extent(long goodBytes, boolean complete, String damage) {}

  /** A segment that starts afresh holds all there is: whatever came before it is superseded. */
  static ByteBuffer header(boolean startsAfresh) {
    return ByteBuffer.allocate(HEADER)
        .put(MAGIC)
        .putInt(VERSION)
        .putInt(startsAfresh ? 1 : 0)
        .flip();
  }

  static boolean hasHeader(Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      byte[] header = in.readNBytes(HEADER);
      return header.length == HEADER
          && ByteBuffer.wrap(header, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }
  }

  static Segment open(Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      in.skipNBytes(MAGIC.length);
      int version = in.readInt();
      if (version != VERSION) {
        throw new IOException(
            file + " was written in format " + version + "; this broker reads " + VERSION);
      }
      return new Segment(file, in.readInt() == 1);
    }
  }

  long number() {
    return DataDirectory.numberOf(file);
  }

  Extent read(JournalCodec codec, Consumer<Change> changes) throws IOException {
    long size = Files.size(file);
    long at = HEADER;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      in.skipNBytes(HEADER);
      while (at < size) {
        if (size - at < FrameBuffer.HEAD) {
          return new Extent(at, false, "the head of a record is incomplete");
        }
        int length = in.readInt();
        int checksum = in.readInt();
        if (length <= 0 || length > size - at - FrameBuffer.HEAD) {
          return new Extent(at, false, "a record of " + length + " bytes cannot be there");
        }
        byte[] payload = in.readNBytes(length);
        if (FrameBuffer.checksum(length, payload, 0) != checksum) {
          return new Extent(at, false, "the checksum of a record is wrong");
        }
        List<Change> read = codec.read(payload);
        read.forEach(changes);
        at += FrameBuffer.HEAD + length;
      }
    }
    return new Extent(at, true, "");
  }
}
