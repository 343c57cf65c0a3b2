package io.casework.broker;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes as bytes. The numbers of the kinds are on people's disks: add some, never reuse any. */
final class JournalCodec {

  private static final int STORED = 1;
  private static final int REMOVED = 2;
  private static final int ACTIVATED = 3;
  private static final int DEFERRED = 4;
  private static final int REWRITTEN = 5;
  private static final int COUNTED = 6;
  private static final int SEEN = 7;
  private static final int SESSION_NOTED = 8;
  private static final int RULE_ADDED = 9;
  private static final int RULE_REMOVED = 10;
  private static final int EVENT_APPENDED = 11;
  private static final int NUMBERS_TAKEN = 12;

  private final MessageCodec messages;

  JournalCodec(MessageCodec messages) {
    this.messages = messages;
  }

  void write(Change change, DataOutputStream out) throws IOException {
    if (change instanceof Change.Stored stored) {
      begin(STORED, change, stored.sequence(), out);
      out.writeLong(stored.originalSequence());
      writeInstant(stored.enqueuedAt(), out);
      out.writeByte(stored.state().ordinal());
      out.writeInt(stored.deliveryCount());
      writeText(stored.deadLetterSource(), out);
      writeBytes(stored.content().wire(), out);
    } else if (change instanceof Change.EventAppended event) {
      begin(EVENT_APPENDED, change, event.sequence(), out);
      writeInstant(event.enqueuedAt(), out);
      writeBytes(event.content().wire(), out);
    } else if (change instanceof Change.Rewritten rewritten) {
      begin(REWRITTEN, change, rewritten.sequence(), out);
      writeBytes(rewritten.content().wire(), out);
    } else if (change instanceof Change.Removed removed) {
      begin(REMOVED, change, removed.sequence(), out);
    } else if (change instanceof Change.Counted counted) {
      begin(COUNTED, change, counted.sequence(), out);
      out.writeInt(counted.deliveryCount());
    } else if (change instanceof Change.Activated activated) {
      begin(ACTIVATED, change, activated.sequence(), out);
      out.writeLong(activated.newSequence());
      writeInstant(activated.enqueuedAt(), out);
    } else if (change instanceof Change.Deferred deferred) {
      begin(DEFERRED, change, deferred.sequence(), out);
    } else if (change instanceof Change.NumbersTaken taken) {
      begin(NUMBERS_TAKEN, change, taken.next(), out);
    } else {
      writeNamed(change, out);
    }
  }

  private static void writeNamed(Change change, DataOutputStream out) throws IOException {
    if (change instanceof Change.Seen seen) {
      begin(SEEN, change, seen.until().toEpochMilli(), out);
      writeText(seen.messageId(), out);
    } else if (change instanceof Change.SessionNoted noted) {
      begin(SESSION_NOTED, change, 0, out);
      writeText(noted.sessionId(), out);
      writeBytes(noted.state(), out);
    } else if (change instanceof Change.RuleAdded added) {
      begin(RULE_ADDED, change, added.rule().createdAt().toEpochMilli(), out);
      writeText(added.rule().name(), out);
      RuleFilterCodec.write(added.rule().filter(), out);
    } else if (change instanceof Change.RuleRemoved removed) {
      begin(RULE_REMOVED, change, 0, out);
      writeText(removed.name(), out);
    } else {
      throw new IllegalStateException("no bytes are defined for " + change);
    }
  }

  private static void begin(int kind, Change change, long number, DataOutputStream out)
      throws IOException {
    out.writeByte(kind);
    writeText(change.entity(), out);
    out.writeLong(number);
  }

  List<Change> read(byte[] payload) throws IOException {
    List<Change> changes = new ArrayList<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
    while (in.available() > 0) {
      changes.add(readOne(in));
    }
    return changes;
  }

  private Change readOne(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    String entity = text(in);
    long number = in.readLong();
    return switch (kind) {
      case STORED ->
          new Change.Stored(
              entity,
              number,
              in.readLong(),
              instant(in),
              StoredMessage.State.values()[in.readUnsignedByte()],
              in.readInt(),
              readText(in),
              content(in));
      case REMOVED -> new Change.Removed(entity, number);
      case ACTIVATED -> new Change.Activated(entity, number, in.readLong(), instant(in));
      case DEFERRED -> new Change.Deferred(entity, number);
      case REWRITTEN -> new Change.Rewritten(entity, number, content(in));
      case COUNTED -> new Change.Counted(entity, number, in.readInt());
      case SEEN -> new Change.Seen(entity, text(in), Instant.ofEpochMilli(number));
      case SESSION_NOTED -> new Change.SessionNoted(entity, text(in), readBytes(in));
      case RULE_ADDED ->
          new Change.RuleAdded(
              entity, new Rule(text(in), RuleFilterCodec.read(in), Instant.ofEpochMilli(number)));
      case RULE_REMOVED -> new Change.RuleRemoved(entity, text(in));
      case EVENT_APPENDED -> new Change.EventAppended(entity, number, instant(in), content(in));
      case NUMBERS_TAKEN -> new Change.NumbersTaken(entity, number);
      default -> throw new IOException("a change of the unknown kind " + kind);
    };
  }

  private MessageContent content(DataInputStream in) throws IOException {
    byte[] wire = readBytes(in);
    if (wire == null) {
      throw new IOException("a message without content");
    }
    return messages.read(wire);
  }

  private static void writeInstant(Instant instant, DataOutputStream out) throws IOException {
    out.writeLong(instant.toEpochMilli());
  }

  private static Instant instant(DataInputStream in) throws IOException {
    return Instant.ofEpochMilli(in.readLong());
  }

  static void writeText(@Nullable String text, DataOutputStream out) throws IOException {
    writeBytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8), out);
  }

  static String text(DataInputStream in) throws IOException {
    String text = readText(in);
    if (text == null) {
      throw new IOException("a name is missing");
    }
    return text;
  }

  private static @Nullable String readText(DataInputStream in) throws IOException {
    byte[] bytes = readBytes(in);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static void writeBytes(byte @Nullable [] bytes, DataOutputStream out) throws IOException {
    if (bytes == null) {
      out.writeInt(-1);
    } else {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    if (length > in.available()) {
      throw new IOException("a field of " + length + " bytes is longer than its record");
    }
    return in.readNBytes(length);
  }
}
