package io.casework.alerts;

import io.casework.core.CaseEvent;
import io.casework.core.Refused;
import io.casework.wire.QueuedWork;
import org.springframework.stereotype.Component;

/** Alerts that other programs leave on the bus: one a message, or a handful. */
@Component
class QueuedAlerts implements QueuedWork {

  private static final String SOURCE = "queue";
  private static final int MAX_BYTES = 256 * 1024;

  private final AlertBodies bodies = new AlertBodies(MAX_BYTES);
  private final Ingest ingest;

  QueuedAlerts(Ingest ingest) {
    this.ingest = ingest;
  }

  @Override
  public String queue() {
    return "alerts-inbound";
  }

  @Override
  public String take(byte[] body, String messageId) {
    ingest.take(SOURCE, Runs.Cause.QUEUE, read(body).alerts(), CaseEvent.SYSTEM);
    return "TRIAGED";
  }

  @Override
  public void check(byte[] body) {
    read(body);
  }

  /** A message is taken whole or refused whole: what is refused lies with the dead letters. */
  private AlertBodies.Bodies read(byte[] body) {
    var read = bodies.read(SOURCE, body);
    if (!read.refused().isEmpty()) {
      var wrong = read.refused().get(0);
      throw Refused.field(wrong.field(), wrong.rule());
    }
    return read;
  }
}
