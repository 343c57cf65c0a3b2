package io.casework.broker;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Records on their way to the disk: a length, a checksum, and changes that stand or fall together.
 */
final class FrameBuffer extends ByteArrayOutputStream {

  static final int HEAD = 8;

  private final JournalCodec codec;
  private final DataOutputStream data = new DataOutputStream(this);

  FrameBuffer(JournalCodec codec) {
    super(64 * 1024);
    this.codec = codec;
  }

  void add(List<Change> changes) {
    int start = count;
    try {
      data.writeLong(0);
      for (Change change : changes) {
        codec.write(change, data);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int length = count - start - HEAD;
    ByteBuffer head = ByteBuffer.wrap(buf, start, HEAD);
    head.putInt(length);
    head.putInt(checksum(length, buf, start + HEAD));
  }

  /** Covers the length, too, so that a stretch of zeros is no record. */
  static int checksum(int length, byte[] bytes, int offset) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  ByteBuffer bytes() {
    return ByteBuffer.wrap(buf, 0, count);
  }

  void shrinkTo(int length) {
    count = length;
  }
}
