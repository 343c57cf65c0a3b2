package io.casework.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.casework.TestDesk;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sends what will be refused, and works on it as operations would. */
public final class LettersDesk {

  private static final String PATH = "/api/v1/dead-letters/";

  private final TestDesk desk;
  private final JdbcClient jdbc;

  public LettersDesk(TestDesk desk, JdbcClient jdbc) {
    this.desk = desk;
    this.jdbc = jdbc;
  }

  /** Sends a body to the inbound queue and waits until it is refused; returns the letter's id. */
  public String refused(String body) {
    desk.send(body);
    return known(body);
  }

  /** Waits until a body is refused; returns the letter's id. */
  public String known(String body) {
    var hash = DeadLetters.sha256(body.getBytes(UTF_8));
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                jdbc.sql("select dead_letter_id from dead_letter where body_sha256 = :hash")
                    .param("hash", hash)
                    .query(String.class)
                    .list(),
            found -> !found.isEmpty())
        .get(0);
  }

  public TestDesk.Answer post(String user, String letter, String deed, String... fields) {
    return desk.post(user, PATH + letter + "/" + deed, json(fields));
  }

  public JsonNode get(String user, String letter) {
    return desk.get(user, PATH + letter).json();
  }

  public JsonNode awaiting(String letter, Predicate<JsonNode> wanted) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> get("ops-1", letter), wanted::test);
  }

  public JsonNode awaitState(String letter, String state) {
    return awaiting(letter, found -> found.path("state").asText().equals(state));
  }

  /** Fields by name and text, as a JSON object. */
  public static String json(String... fields) {
    var object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < fields.length; i += 2) {
      object.put(fields[i], fields[i + 1]);
    }
    return object.toString();
  }

  /** What the trail says of a letter, in order: {@code kind actor}. */
  public List<String> trail(String letter) {
    return jdbc.sql("select kind, actor from audit_event where facts like :letter order by seq")
        .param("letter", "%\"" + letter + "\"%")
        .query((row, number) -> row.getString("kind") + " " + row.getString("actor"))
        .list();
  }

  /** Whether the broker's dead-letter queue still holds a message with this text. */
  public boolean inBroker(String text) {
    return desk.deadLetters().stream()
        .anyMatch(message -> message.getBody().toString().contains(text));
  }
}
