package io.casework.broker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Filters as bytes in the journal. */
final class RuleFilterCodec {

  private static final int SQL = 1;
  private static final int CORRELATION = 2;

  private RuleFilterCodec() {}

  static void write(RuleFilter filter, DataOutputStream out) throws IOException {
    if (filter instanceof SqlFilter sql) {
      out.writeByte(SQL);
      JournalCodec.writeText(sql.expression(), out);
    } else if (filter instanceof CorrelationFilter correlation) {
      out.writeByte(CORRELATION);
      out.writeInt(correlation.system().size());
      for (Map.Entry<String, String> wanted : correlation.system().entrySet()) {
        JournalCodec.writeText(wanted.getKey(), out);
        JournalCodec.writeText(wanted.getValue(), out);
      }
      out.writeInt(correlation.user().size());
      for (Map.Entry<String, Object> wanted : correlation.user().entrySet()) {
        JournalCodec.writeText(wanted.getKey(), out);
        writeValue(wanted.getValue(), out);
      }
    }
  }

  static RuleFilter read(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    if (kind == SQL) {
      return new SqlFilter(JournalCodec.text(in));
    }
    if (kind != CORRELATION) {
      throw new IOException("a filter of the unknown kind " + kind);
    }
    Map<String, String> system = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      system.put(JournalCodec.text(in), JournalCodec.text(in));
    }
    Map<String, Object> user = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      user.put(JournalCodec.text(in), readValue(in));
    }
    return new CorrelationFilter(system, user);
  }

  private static void writeValue(Object value, DataOutputStream out) throws IOException {
    if (value instanceof Boolean) {
      out.writeByte('b');
    } else if (value instanceof Double || value instanceof Float) {
      out.writeByte('d');
    } else if (value instanceof Number) {
      out.writeByte('l');
    } else {
      out.writeByte('s');
    }
    JournalCodec.writeText(value.toString(), out);
  }

  private static Object readValue(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    String text = JournalCodec.text(in);
    return switch (kind) {
      case 'b' -> Boolean.valueOf(text);
      case 'd' -> Double.valueOf(text);
      case 'l' -> Long.valueOf(text);
      default -> text;
    };
  }
}
