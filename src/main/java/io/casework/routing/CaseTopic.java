package io.casework.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.CaseId;
import io.casework.core.Priority;
import io.casework.core.Route;
import io.casework.outbox.Destination;
import io.casework.outbox.Outbox;
import io.casework.outbox.OutgoingMessage;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The topic on which every routed case is announced, once per round. */
@Component
public class CaseTopic {

  private final Outbox outbox;
  private final ObjectMapper json;

  CaseTopic(Outbox outbox, ObjectMapper json) {
    this.outbox = outbox;
    this.json = json;
  }

  /** Publishes after the caller's commit; the bus drops a repeat with the same key. */
  public void publish(RoutedCase routed) {
    try {
      outbox.send(
          new OutgoingMessage(
              Destination.ROUTED_CASES,
              routed.key(),
              json.writeValueAsString(routed.body()),
              routed.properties(),
              routed.correlationId()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The case summary that travels; nothing personal.
   *
   * @param tier {@code high}, {@code medium} or {@code low}
   * @param round 1, and one more for each reopening
   */
  public record RoutedCase(
      CaseId caseId,
      Route route,
      String tier,
      Priority priority,
      boolean kyc,
      boolean merchantEscalation,
      boolean controlSample,
      double score,
      int round,
      String correlationId) {

    public String key() {
      return caseId + ":route:" + round;
    }

    /** What subscriptions filter by. */
    public Map<String, Object> properties() {
      var properties = new LinkedHashMap<String, Object>();
      properties.put("case_id", caseId.value());
      properties.put("route", route.toString());
      properties.put("risk_tier", tier);
      properties.put("priority", priority.name());
      properties.put("kyc", kyc);
      properties.put("merchant_escalation", merchantEscalation);
      properties.put("round", round);
      properties.put("correlation_id", correlationId);
      return properties;
    }

    /** The message's body, before it becomes JSON. */
    public Map<String, Object> body() {
      var body = properties();
      body.put("control_sample", controlSample);
      body.put("score", score);
      return body;
    }
  }
}
