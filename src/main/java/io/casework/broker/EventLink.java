package io.casework.broker;

import java.nio.ByteBuffer;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.codec.ReadableBuffer;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** A link on which a client reads a partition. */
final class EventLink implements LinkHandler, EventReader {

  private final Sender sender;
  private final EventPartition partition;
  private final EventAddress address;
  private final @Nullable Long ownerLevel;
  private final boolean wantsProgress;
  private final AmqpConnection connection;
  private final BrokerContext context;
  private long nextSequence;
  private long deliveries;

  EventLink(
      Sender sender,
      EventPartition partition,
      EventAddress address,
      EventPosition position,
      @Nullable Long ownerLevel,
      boolean wantsProgress,
      AmqpConnection connection,
      BrokerContext context) {
    this.sender = sender;
    this.partition = partition;
    this.address = address;
    this.ownerLevel = ownerLevel;
    this.wantsProgress = wantsProgress;
    this.connection = connection;
    this.context = context;
    this.nextSequence = partition.startOf(position);
  }

  @Override
  public Link link() {
    return sender;
  }

  @Override
  public String path() {
    return address.hub();
  }

  @Override
  public String address() {
    return address.path();
  }

  @Override
  public String consumerGroup() {
    return address.consumerGroup();
  }

  @Override
  public @Nullable Long ownerLevel() {
    return ownerLevel;
  }

  @Override
  public boolean isReady() {
    return sender.getLocalState() == EndpointState.ACTIVE
        && sender.getRemoteState() == EndpointState.ACTIVE
        && sender.getCredit() > 0
        && sender.getSession().getOutgoingBytes() < ReceiveLink.MOST_UNSENT_BYTES;
  }

  @Override
  public long nextSequence() {
    return nextSequence;
  }

  @Override
  public void deliver(StoredEvent event, StoredEvent last) {
    byte[] wire = event.encode(context.namespace().codec(), wantsProgress ? progress(last) : null);
    deliveries++;
    sender.delivery(ByteBuffer.allocate(Long.BYTES).putLong(deliveries).array());
    sender.sendNoCopy(ReadableBuffer.ByteBufferReader.wrap(ByteBuffer.wrap(wire)));
    sender.advance();
    nextSequence = event.sequence() + 1;
  }

  private Map<Symbol, Object> progress(StoredEvent last) {
    Map<Symbol, Object> progress = new HashMap<>();
    progress.put(Symbol.valueOf("last_enqueued_sequence_number"), last.sequence());
    progress.put(Symbol.valueOf("last_enqueued_offset"), last.offset());
    progress.put(Symbol.valueOf("last_enqueued_time_utc"), Date.from(last.enqueuedAt()));
    progress.put(Symbol.valueOf("runtime_info_retrieval_time_utc"), Date.from(context.now()));
    return progress;
  }

  @Override
  public void flow() {
    context.namespace().dispatch(partition);
    if (sender.getDrain()) {
      sender.drained();
    }
  }

  @Override
  public void drained() {
    context.namespace().stir(partition);
  }

  /** Readers do not settle one by one; their place in the log is their own affair. */
  @Override
  public void delivery(Delivery delivery) {
    if (delivery.isUpdated()) {
      delivery.settle();
    }
  }

  @Override
  public void closed() {
    partition.remove(this);
  }

  @Override
  public void displaced() {
    connection.detach(
        this,
        new Refusal(
            Conditions.LINK_STOLEN,
            "A receiver with a higher or equal owner level has taken over the partition."));
  }
}
