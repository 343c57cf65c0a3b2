package io.casework.alerts;

import io.casework.core.ScoredEvent;
import java.util.Optional;

/** Asks those who scored a payment to send it to review. */
public interface AlertedPayments {

  /**
   * The case event of a payment that no case was asked for so far; empty when it is not known any
   * more. Whoever asks posts it in the same transaction.
   */
  Optional<ScoredEvent> forReview(String transactionId);
}
