package io.casework.decision;

import io.casework.wire.QueuedWork;
import org.springframework.stereotype.Component;

/** Payments that come in bulk: the same scoring; its answer is on the stream. */
@Component
class QueuedPayments implements QueuedWork {

  private final Scoring scoring;
  private final PaymentReader reader;

  QueuedPayments(Scoring scoring, PaymentReader reader) {
    this.scoring = scoring;
    this.reader = reader;
  }

  @Override
  public String queue() {
    return "transactions-inbound";
  }

  @Override
  public String take(byte[] body, String messageId) {
    scoring.scoreQueued(body, messageId);
    return "SCORED";
  }

  @Override
  public void check(byte[] body) {
    reader.read(body);
  }
}
