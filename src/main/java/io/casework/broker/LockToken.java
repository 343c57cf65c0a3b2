package io.casework.broker;

import java.nio.ByteBuffer;
import java.util.UUID;

/** A lock token as a delivery tag: 16 bytes, in the order in which .NET writes a Guid. */
final class LockToken {

  private LockToken() {}

  static byte[] toTag(UUID token) {
    long head = token.getMostSignificantBits();
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putInt(Integer.reverseBytes((int) (head >>> 32)))
        .putShort(Short.reverseBytes((short) (head >>> 16)))
        .putShort(Short.reverseBytes((short) head))
        .putLong(token.getLeastSignificantBits())
        .array();
  }
}
