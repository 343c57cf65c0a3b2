package io.casework.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.vault.Envelopes;
import io.casework.vault.Envelopes.Envelope;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Bodies and application properties of refused messages, sealed each under its own key. */
@Component
class Samples {

  /** What a body is sealed as, with the letter's id behind. */
  static final String SAMPLE = "dead letter|";

  private static final String PROPERTIES = "dead letter properties|";

  /** The edge's limit: a larger body can never be taken, and is kept only in part. */
  static final int MOST_BYTES = 256 * 1024;

  private static final int LONGEST_PROPERTIES = 2500;
  private static final int LONGEST_VALUE = 500;

  private final JdbcClient jdbc;
  private final Envelopes envelopes;
  private final ObjectMapper json;

  Samples(JdbcClient jdbc, Envelopes envelopes, ObjectMapper json) {
    this.jdbc = jdbc;
    this.envelopes = envelopes;
    this.json = json;
  }

  Envelope seal(String id, String text) {
    return envelopes.seal(SAMPLE + id, text);
  }

  Envelope sealProperties(String id, Map<String, Object> properties) {
    return envelopes.seal(PROPERTIES + id, write(sendable(properties)));
  }

  /** The body as text, or what was kept of it; empty once it is erased. */
  Optional<String> body(String id) {
    return jdbc.sql(
            "select sample, sample_key from dead_letter where dead_letter_id = :id and sample is not null")
        .param("id", id)
        .query(
            (row, number) -> {
              var sealed = row.getString("sample");
              var key = row.getString("sample_key");
              // Of an older version, for a minute: in clear.
              return key == null ? sealed : envelopes.open(SAMPLE + id, new Envelope(key, sealed));
            })
        .optional();
  }

  /** The application properties that it came with; empty once they are erased. */
  Map<String, Object> properties(String id) {
    return jdbc.sql(
            """
            select properties, properties_key from dead_letter
            where dead_letter_id = :id and properties is not null
            """)
        .param("id", id)
        .query(
            (row, number) ->
                envelopes.open(
                    PROPERTIES + id,
                    new Envelope(row.getString("properties_key"), row.getString("properties"))))
        .optional()
        .map(this::read)
        .orElseGet(Map::of);
  }

  /** What is no UTF-8 becomes replacement characters; what is too long ends early. */
  static String text(byte[] body) {
    var text = new String(body, 0, Math.min(body.length, MOST_BYTES), UTF_8);
    // Replacement characters are longer than what they replace.
    while (text.getBytes(UTF_8).length > MOST_BYTES) {
      text = text.substring(0, text.length() - Math.max(1, text.length() / 8));
    }
    return text;
  }

  /** Text, numbers and booleans of usual length; the rest would not fit into our outbox. */
  private Map<String, Object> sendable(Map<String, Object> properties) {
    var kept = new LinkedHashMap<String, Object>();
    properties.forEach(
        (name, value) -> {
          var plain =
              value instanceof String text && text.length() <= LONGEST_VALUE
                  || value instanceof Number
                  || value instanceof Boolean;
          if (plain) {
            kept.put(name, value);
            if (write(kept).length() > LONGEST_PROPERTIES) {
              kept.remove(name);
            }
          }
        });
    return kept;
  }

  private String write(Map<String, Object> properties) {
    try {
      return json.writeValueAsString(properties);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Object> read(String properties) {
    try {
      return json.readValue(properties, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
