package io.casework.decision;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.core.Refused;
import io.casework.wire.StrictJson;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Bytes to a signal; nothing is guessed. */
@Component
class SignalReader {

  /** The largest body, in bytes. */
  static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_FRACTION = 4;

  private final StrictJson json = new StrictJson("/schema/signal.v1.schema.json", MAX_BYTES);

  /**
   * @throws io.casework.wire.Malformed if the body is no such signal
   * @throws Refused if what its type needs is missing
   */
  Signal read(byte[] body) {
    var tree = json.parse(body);
    json.check(tree);
    var type = tree.get("event_type").textValue();
    var metadata = tree.path("metadata");
    return new Signal(
        tree.get("event_id").textValue(),
        type,
        tree.get("source_system").textValue(),
        tree.get("customer_id").textValue(),
        score(metadata.path("risk_score"), type.equals(Signal.FRAUD)),
        amount(metadata.path("amount")),
        metadata.path("currency").asText(Signal.NO_CURRENCY));
  }

  private static @Nullable Double score(JsonNode score, boolean required) {
    if (score.isMissingNode() && required) {
      throw Refused.field("/metadata/risk_score", "is required");
    }
    return score.isMissingNode() ? null : score.decimalValue().movePointLeft(2).doubleValue();
  }

  private static BigDecimal amount(JsonNode amount) {
    if (amount.isMissingNode()) {
      return BigDecimal.ZERO;
    }
    if (amount.decimalValue().stripTrailingZeros().scale() > MAX_FRACTION) {
      throw Refused.field("/metadata/amount", "must have at most 4 digits after the point");
    }
    return amount.decimalValue();
  }
}
