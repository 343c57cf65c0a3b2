package io.casework.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.cases.Cases;
import io.casework.core.CaseId;
import io.casework.core.Content;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import io.casework.core.Utc;
import io.casework.deadletters.LetterBook;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The event as it came, how often it came, and what was refused under its id. */
@Component
class EventEvidence implements EvidenceSource {

  /** All else is taken for personal, so that a field which a later version brings is as well. */
  private static final Pattern NOT_PERSONAL =
      Pattern.compile(
          "/(id|timestamp|schema_version|action_suggested|merchant_escalation)"
              + "|/transaction/(amount|currency|geo/country)"
              + "|/risk/(score|model_version|rules_triggered/\\d+)"
              + "|/context/featureset_id|/sla/(priority|due_at)"
              + "|/explanation/\\d+/(feature|contribution)");

  private final Cases cases;
  private final LetterBook deadLetters;
  private final JdbcClient jdbc;
  private final ObjectMapper json;

  EventEvidence(Cases cases, LetterBook deadLetters, JdbcClient jdbc, ObjectMapper json) {
    this.cases = cases;
    this.deadLetters = deadLetters;
    this.jdbc = jdbc;
    this.json = json;
  }

  @Override
  public void collect(CaseId caseId, Evidence into) {
    var body = cases.body(caseId);
    var fields = tree(body);
    into.file(
        "messages/in/event.json",
        "the event, byte for byte as it came",
        "application/json",
        Content.of(body.getBytes(UTF_8)));
    into.json(
        "messages/in/event-fields.json",
        "the same event, field by field",
        fields,
        personal(fields).toArray(String[]::new));
    deliveries(caseId, into);
    var refused = deadLetters.of(caseId);
    if (refused.isEmpty()) {
      into.missing("messages/in/dead-letters.jsonl", "no message of this event id was refused");
    } else {
      into.lines(
          "messages/in/dead-letters.jsonl",
          "messages that were refused under this event id",
          refused,
          "/body_sha256");
    }
  }

  // The digest of a short text full of known values can be guessed: it is as personal as the text.
  private void deliveries(CaseId caseId, Evidence into) {
    jdbc.sql("select * from inbox where case_id = :id and event_id = :id")
        .param("id", caseId.value())
        .query(
            (row, number) ->
                new Delivery(
                    row.getString("event_id"),
                    row.getString("body_sha256"),
                    Utc.read(row, "received_at"),
                    row.getInt("deliveries"),
                    Utc.read(row, "last_delivery_at")))
        .optional()
        .ifPresentOrElse(
            delivery ->
                into.json(
                    "messages/in/delivery.json",
                    "when and how often the event was delivered",
                    delivery,
                    "/body_sha256"),
            () -> into.missing("messages/in/delivery.json", "no delivery is recorded"));
  }

  static List<String> personal(JsonNode event) {
    var pointers = new ArrayList<String>();
    leaves(event, "", pointers);
    pointers.removeIf(pointer -> NOT_PERSONAL.matcher(pointer).matches());
    return pointers;
  }

  private static void leaves(JsonNode node, String at, List<String> pointers) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field -> {
                var name = field.getKey().replace("~", "~0").replace("/", "~1");
                leaves(field.getValue(), at + "/" + name, pointers);
              });
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        leaves(node.get(i), at + "/" + i, pointers);
      }
    } else {
      pointers.add(at);
    }
  }

  private JsonNode tree(String body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param deliveries how often the same body came, the first time included
   */
  record Delivery(
      String eventId,
      String bodySha256,
      Instant receivedAt,
      int deliveries,
      Instant lastDeliveryAt) {}
}
