package io.casework.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/** What the readers of the queues know about bodies; they stand above this room. */
public interface MessageChecks {

  /** What the entity's reader would refuse in a body now; empty if it would take it. */
  Optional<Flaw> check(String entity, byte[] body);

  /** The latest message that the entity's reader took from a producer like that of the body. */
  Optional<GoodMessage> lastGood(String entity, byte[] body);

  /**
   * Why a body would be refused.
   *
   * @param reason as dead letters have it: {@code SEMANTIC}
   * @param pointer JSON pointer; empty for the whole body
   */
  record Flaw(String reason, String pointer, String rule) {}

  /**
   * A message that was taken.
   *
   * @param producer what tells producers apart: the model version
   * @param fields the message with every personal value masked
   */
  record GoodMessage(String caseId, Instant receivedAt, String producer, JsonNode fields) {}
}
