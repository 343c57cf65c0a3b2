package io.casework.decision;

import io.casework.core.CaseId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A raw signal from another system.
 *
 * @param score 0 to 1; null when the signal has none
 * @param amount zero when the signal names none
 * @param currency {@code XXX}, which is no currency, when the signal names none
 */
record Signal(
    String eventId,
    String eventType,
    String sourceSystem,
    String customerId,
    @Nullable Double score,
    BigDecimal amount,
    String currency) {

  static final String FRAUD = "transaction_fraud_detected";
  static final String DISPUTE = "transaction_dispute_opened";
  static final String NO_CURRENCY = "XXX";

  /** The case that this signal may become: the same for ever, whatever its event id looks like. */
  CaseId caseId() {
    return new CaseId(
        UUID.nameUUIDFromBytes(("signal:" + eventId).getBytes(StandardCharsets.UTF_8)).toString());
  }

  double scoreOrZero() {
    return score == null ? 0 : score;
  }
}
