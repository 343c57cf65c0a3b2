package io.casework.broker;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.codec.ReadableBuffer;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** A link on which a client receives from a queue, perhaps from one session of it. */
final class ReceiveLink implements LinkHandler, Recipient {

  /** What may wait in memory for a client that does not read its socket. */
  static final int MOST_UNSENT_BYTES = 4 << 20;

  private final Sender sender;
  private final QueueEntity queue;
  private final @Nullable SessionEntity session;
  private final AmqpConnection connection;
  private final BrokerContext context;
  private final boolean deletes;
  private boolean isClosed;

  ReceiveLink(
      Sender sender,
      QueueEntity queue,
      @Nullable SessionEntity session,
      AmqpConnection connection,
      BrokerContext context) {
    this.sender = sender;
    this.queue = queue;
    this.session = session;
    this.connection = connection;
    this.context = context;
    this.deletes = sender.getRemoteSenderSettleMode() == SenderSettleMode.SETTLED;
  }

  AmqpConnection connection() {
    return connection;
  }

  @Override
  public Link link() {
    return sender;
  }

  @Override
  public String path() {
    return queue.path();
  }

  @Override
  public boolean isReady() {
    return !isClosed
        && sender.getLocalState() == EndpointState.ACTIVE
        && sender.getRemoteState() == EndpointState.ACTIVE
        && sender.getCredit() > 0
        && sender.getSession().getOutgoingBytes() < MOST_UNSENT_BYTES;
  }

  @Override
  public boolean deletesOnReceipt() {
    return deletes;
  }

  @Override
  public void deliver(StoredMessage message) {
    UUID token = message.lockToken();
    byte[] wire = message.encode(context.namespace().codec());
    Delivery delivery = sender.delivery(LockToken.toTag(token == null ? UUID.randomUUID() : token));
    delivery.setContext(token);
    sender.sendNoCopy(ReadableBuffer.ByteBufferReader.wrap(ByteBuffer.wrap(wire)));
    if (deletes) {
      delivery.settle();
    }
    sender.advance();
  }

  @Override
  public void flow() {
    // a client that drains gets what there is now, and its remaining credit back
    context.namespace().dispatch(queue);
    if (sender.getDrain()) {
      sender.drained();
    }
  }

  @Override
  public void drained() {
    context.namespace().stir(queue);
  }

  @Override
  public void delivery(Delivery delivery) {
    DeliveryState state = delivery.getRemoteState();
    if (!delivery.isUpdated() || (state == null && !delivery.remotelySettled())) {
      return;
    }
    if (isClosed || sender.getRemoteState() == EndpointState.CLOSED || deletes) {
      // after a detach the SDK gives everything back: the lock counts, not this
      delivery.settle();
      return;
    }
    try {
      DeliveryState answer = Outcome.apply(state, (UUID) delivery.getContext(), queue.settlement());
      context
          .commitments()
          .add(() -> answer(delivery, answer), refusal -> answer(delivery, refusal.outcome()));
    } catch (Refusal refusal) {
      answer(delivery, explain(refusal).outcome());
    }
  }

  private Refusal explain(Refusal refusal) {
    return session != null && refusal.condition().equals(Conditions.MESSAGE_LOCK_LOST)
        ? Refusal.sessionLockLost(session.id())
        : refusal;
  }

  private void answer(Delivery delivery, DeliveryState state) {
    if (sender.getLocalState() == EndpointState.ACTIVE) {
      if (!delivery.remotelySettled()) {
        delivery.disposition(state);
      }
      delivery.settle();
    }
  }

  @Override
  public void closed() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    queue.recipients().remove(this);
    if (session != null && session.owner() == this) {
      queue.releaseSession(session);
    }
  }

  @Override
  public void sessionLost(Refusal why) {
    connection.detach(this, why);
  }
}
