package io.casework.alerts.sources;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.core.Refused;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Mails as JSON: one object, or an array of them. */
final class MailFormat implements FileFormat {

  private static final int MAX_DEPTH = 32;

  private final JsonMapper json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  MailFormat() {
    json.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(64)
                .maxNameLength(1024)
                .build());
  }

  @Override
  public String source() {
    return "email";
  }

  @Override
  public FileRows open(InputStream bytes) throws IOException {
    var bounded = new BoundedRows(bytes);
    try {
      return new Rows(bounded);
    } catch (JsonProcessingException e) {
      throw new UnreadableFile(1, "", "must be JSON");
    } catch (IOException e) {
      throw FileFormat.unreadable(e, 1);
    }
  }

  private final class Rows implements FileRows {

    private final BoundedRows bytes;
    private final JsonParser parser;
    private final boolean many;
    private boolean ended;
    private long line = 1;

    Rows(BoundedRows bytes) throws IOException {
      this.bytes = bytes;
      this.parser = json.getFactory().createParser(FileFormat.utf8(bytes));
      var first = parser.nextToken();
      if (first == null) {
        throw new UnreadableFile(1, "", "must not be empty");
      }
      if (first != JsonToken.START_ARRAY && first != JsonToken.START_OBJECT) {
        throw new UnreadableFile(1, "", "must be an object or an array of objects");
      }
      many = first == JsonToken.START_ARRAY;
    }

    @Override
    public @Nullable ObjectNode next() throws IOException {
      try {
        return ended ? null : read();
      } catch (JsonProcessingException e) {
        throw broken(e);
      } catch (IOException e) {
        throw FileFormat.unreadable(e, line);
      }
    }

    private @Nullable ObjectNode read() throws IOException {
      bytes.next();
      if (many && parser.nextToken() == JsonToken.END_ARRAY) {
        return end();
      }
      line = parser.currentTokenLocation().getLineNr();
      var tree = json.<JsonNode>readTree(parser);
      if (!many) {
        requireEnd();
      }
      if (tree instanceof ObjectNode mail) {
        return mail;
      }
      throw Refused.field("", "must be an object");
    }

    private @Nullable ObjectNode end() throws IOException {
      requireEnd();
      return null;
    }

    private void requireEnd() throws IOException {
      ended = true;
      if (parser.nextToken() != null) {
        throw new UnreadableFile(
            parser.currentTokenLocation().getLineNr(), "", "nothing may follow the end");
      }
    }

    // Jackson's own message quotes the text.
    private UnreadableFile broken(JsonProcessingException e) {
      var place = e.getLocation();
      return new UnreadableFile(place == null ? line : place.getLineNr(), "", rule(e));
    }

    private static String rule(JsonProcessingException e) {
      if (e instanceof StreamConstraintsException) {
        return "must not be nested or written so long";
      }
      return String.valueOf(e.getOriginalMessage()).contains("Duplicate")
          ? "no field may stand twice"
          : "must be JSON";
    }

    @Override
    public long line() {
      return line;
    }

    @Override
    public void close() throws IOException {
      parser.close();
    }
  }
}
