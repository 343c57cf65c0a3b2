package io.casework.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.jspecify.annotations.Nullable;

/** What a receiver's disposition means for the message, and what it wants to hear in return. */
final class Outcome {

  private Outcome() {}

  /** The answer must be of the same kind, or the SDK takes it for a failure. */
  static DeliveryState apply(
      @Nullable DeliveryState state, @Nullable UUID token, Settlement settlement) {
    if (state instanceof Accepted) {
      settlement.complete(token);
      return Accepted.getInstance();
    }
    if (state instanceof Modified modified) {
      return modify(modified, token, settlement);
    }
    if (state instanceof Rejected rejected) {
      settlement.deadLetter(token, cause(rejected.getError()));
      // without an error: the JavaScript SDK takes an echoed one for a failure
      return new Rejected();
    }
    if (state == null || state instanceof Released) {
      settlement.release(token);
      return Released.getInstance();
    }
    throw new Refusal(
        Conditions.NOT_IMPLEMENTED, "The broker knows no disposition " + state.getType() + ".");
  }

  private static DeliveryState modify(
      Modified modified, @Nullable UUID token, Settlement settlement) {
    Map<String, Object> properties = named(modified.getMessageAnnotations());
    if (Boolean.TRUE.equals(modified.getUndeliverableHere())) {
      settlement.defer(token, properties);
    } else {
      settlement.abandon(token, properties);
    }
    return modified;
  }

  private static Cause cause(@Nullable ErrorCondition error) {
    if (error == null) {
      return new Cause(null, null, Map.of());
    }
    Map<String, Object> properties = named(error.getInfo());
    Object reason = properties.remove("DeadLetterReason");
    Object description = properties.remove("DeadLetterErrorDescription");
    if (reason == null && !Conditions.DEAD_LETTER.equals(error.getCondition())) {
      reason = error.getCondition();
      description = error.getDescription();
    }
    return new Cause(text(reason), text(description), properties);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static Map<String, Object> named(@Nullable Map<?, ?> map) {
    Map<String, Object> named = new HashMap<>();
    if (map != null) {
      map.forEach((name, value) -> named.put(name.toString(), value));
    }
    return named;
  }
}
