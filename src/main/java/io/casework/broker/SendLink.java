package io.casework.broker;

import java.time.Duration;
import java.util.List;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.transaction.TransactionalState;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;

/** A link on which a client sends; the answer waits until the message is on the disk. */
final class SendLink implements LinkHandler {

  private static final Duration PAUSE_POLL = Duration.ofMillis(20);

  private final Receiver receiver;
  private final String address;
  private final SendTarget target;
  private final BrokerContext context;
  private final Incoming incoming;

  SendLink(
      Receiver receiver, String address, SendTarget target, int mostBytes, BrokerContext context) {
    this.receiver = receiver;
    this.address = address;
    this.target = target;
    this.context = context;
    this.incoming = new Incoming(receiver, mostBytes);
  }

  void open() {
    receiver.open();
    incoming.grantCredit();
  }

  @Override
  public Link link() {
    return receiver;
  }

  @Override
  public String path() {
    return target.path();
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public void delivery(Delivery delivery) {
    byte[] wire = incoming.read(delivery);
    if (wire != null) {
      store(delivery, wire);
      incoming.grantCredit();
    }
  }

  private void store(Delivery delivery, byte[] wire) {
    if (receiver.getLocalState() != EndpointState.ACTIVE) {
      return;
    }
    Namespace namespace = context.namespace();
    if (namespace.faults().isPaused(target.path())) {
      context.timers().later(PAUSE_POLL, () -> store(delivery, wire));
      return;
    }
    try {
      refuseIfTold();
      if (delivery.getRemoteState() instanceof TransactionalState) {
        throw new Refusal(Conditions.NOT_IMPLEMENTED, "Transactions are not supported.");
      }
      namespace.requireRoom();
      List<MessageContent> messages =
          delivery.getMessageFormat() == MessageCodec.BATCH
              ? namespace.codec().readBatch(wire)
              : List.of(namespace.codec().read(wire));
      target.store(messages);
      if (namespace.faults().repeatsSend(target.path())) {
        target.store(messages);
      }
      context
          .commitments()
          .add(
              () -> answer(delivery, Accepted.getInstance()),
              refusal -> answer(delivery, refusal.outcome()));
    } catch (Refusal refusal) {
      answer(delivery, refusal.outcome());
    }
  }

  private void refuseIfTold() {
    Refusal refusal = context.namespace().faults().refusal(target.path());
    if (refusal != null) {
      throw refusal;
    }
  }

  private void answer(Delivery delivery, DeliveryState outcome) {
    Duration delay = context.namespace().faults().delay(target.path());
    if (delay.isZero()) {
      settle(delivery, outcome);
    } else {
      context.timers().later(delay, () -> settle(delivery, outcome));
    }
  }

  private void settle(Delivery delivery, DeliveryState outcome) {
    if (receiver.getLocalState() != EndpointState.ACTIVE) {
      return;
    }
    if (!delivery.remotelySettled()) {
      delivery.disposition(outcome);
    }
    delivery.settle();
  }
}
