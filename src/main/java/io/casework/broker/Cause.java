package io.casework.broker;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a message was dead-lettered, as its next reader will see it. */
record Cause(
    @Nullable String reason, @Nullable String description, Map<String, Object> properties) {

  static final Cause EXPIRED =
      new Cause("TTLExpiredException", "The message expired and was dead lettered.", Map.of());

  static final Cause NO_SESSION =
      new Cause(
          "Session id is null.",
          "A session-enabled entity does not allow a message whose session identifier is null.",
          Map.of());

  static Cause deliveredTooOften(int maxDeliveryCount) {
    return new Cause(
        "MaxDeliveryCountExceeded",
        "Message could not be consumed after " + maxDeliveryCount + " delivery attempts.",
        Map.of());
  }

  Map<String, Object> addTo(Map<String, Object> applicationProperties) {
    Map<String, Object> all = new HashMap<>(applicationProperties);
    all.putAll(properties);
    if (reason != null) {
      all.put("DeadLetterReason", reason);
    }
    if (description != null) {
      all.put("DeadLetterErrorDescription", description);
    }
    return all;
  }
}
