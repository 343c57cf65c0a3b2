package io.casework.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.ScoredEvent;
import io.casework.outbox.Destination;
import io.casework.outbox.Outbox;
import io.casework.outbox.OutgoingMessage;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Asks people to look at a payment: posts it as a case event, after the caller's commit. */
@Component
class ReviewRequests {

  private final Outbox outbox;
  private final ObjectMapper json;

  ReviewRequests(Outbox outbox, ObjectMapper json) {
    this.outbox = outbox;
    this.json = json.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
  }

  /** In the caller's transaction; the event's id becomes the case's. */
  void post(ScoredEvent event) {
    try {
      outbox.send(
          new OutgoingMessage(
              Destination.CASE_EVENTS,
              event.id(),
              json.writeValueAsString(event),
              Map.of(),
              event.correlationId()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
