package io.casework.cases;

import java.time.Instant;
import java.util.Map;

/**
 * What one source said about a case, or that it could not be asked.
 *
 * @param source the source's name: {@code user-history}
 * @param status {@code ok} or {@code unavailable}
 * @param summary one sentence for the analyst
 * @param facts values by name; numbers, text, booleans or {@code {value, limit}}
 */
public record Finding(
    String source, String status, String summary, Map<String, Object> facts, Instant at) {

  public static Finding ok(String source, String summary, Map<String, Object> facts, Instant at) {
    return new Finding(source, "ok", summary, facts, at);
  }

  public static Finding unavailable(String source, String why, Instant at) {
    return new Finding(source, "unavailable", why, Map.of(), at);
  }

  public boolean available() {
    return status.equals("ok");
  }
}
