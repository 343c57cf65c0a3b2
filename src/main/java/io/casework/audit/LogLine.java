package io.casework.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.casework.core.Utc;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A fact as it was recorded, before it has its place in the log.
 *
 * @param eventSeq the number under which it was recorded
 * @param roles of the actor, parted by commas
 * @param facts a JSON object
 */
record LogLine(
    long eventSeq,
    Instant at,
    String action,
    @Nullable String caseId,
    String actor,
    String roles,
    @Nullable String why,
    @Nullable String from,
    @Nullable String node,
    @Nullable String correlationId,
    String facts) {

  /** RFC 3339 with always six digits, so that text sorts as time does. */
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private static final JsonFactory JSON = new JsonFactory();

  static LogLine of(ResultSet row) throws SQLException {
    var roles = row.getString("roles");
    return new LogLine(
        row.getLong("seq"),
        Utc.read(row, "at"),
        row.getString("kind"),
        row.getString("case_id"),
        row.getString("actor"),
        roles == null ? "" : roles,
        row.getString("reason"),
        row.getString("origin"),
        row.getString("node"),
        row.getString("correlation_id"),
        row.getString("facts"));
  }

  /**
   * The final bytes: one JSON object, its fields always in this order, and a line feed.
   *
   * @param prev SHA-256 of the line before, in hex
   */
  byte[] bytes(String origin, long seq, String prev) {
    var text = new StringWriter(512);
    try (var line = JSON.createGenerator(text)) {
      line.writeStartObject();
      line.writeNumberField("v", 1);
      line.writeStringField("log", origin);
      line.writeNumberField("seq", seq);
      line.writeStringField("ts", TIME.format(at));
      line.writeStringField("clock", "system-utc");
      line.writeStringField("action", action);
      line.writeStringField("case", caseId);
      writeActor(line);
      line.writeStringField("why", why);
      line.writeStringField("from", from);
      line.writeStringField("node", node);
      line.writeStringField("corr", correlationId);
      line.writeFieldName("data");
      line.writeRawValue(facts);
      line.writeStringField("prev", prev);
      line.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Half a surrogate pair becomes a question mark: nothing that was recorded may stop the log.
    return text.append('\n').toString().getBytes(UTF_8);
  }

  private void writeActor(JsonGenerator line) throws IOException {
    line.writeObjectFieldStart("actor");
    line.writeStringField("sub", actor);
    line.writeArrayFieldStart("roles");
    if (!roles.isEmpty()) {
      for (var role : roles.split(",")) {
        line.writeString(role);
      }
    }
    line.writeEndArray();
    line.writeEndObject();
  }
}
