package io.casework.broker;

import java.util.Map;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transaction.Coordinator;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** Decides what stands at the other end of a link that a client opens. */
final class LinkAttacher {

  private final AmqpConnection connection;
  private final BrokerContext context;

  LinkAttacher(AmqpConnection connection, BrokerContext context) {
    this.connection = connection;
    this.context = context;
  }

  void attach(Link link) {
    link.setSource(link.getRemoteSource());
    link.setTarget(link.getRemoteTarget());
    link.setSenderSettleMode(link.getRemoteSenderSettleMode());
    link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
    link.setProperties(link.getRemoteProperties());
    try {
      if (link instanceof Receiver receiver) {
        attachSending(receiver);
      } else if (link instanceof Sender sender) {
        attachReceiving(sender);
      }
    } catch (Refusal refusal) {
      connection.refuse(link, refusal);
    }
  }

  // the client sends

  private void attachSending(Receiver receiver) {
    if (receiver.getRemoteTarget() instanceof Coordinator) {
      throw new Refusal(Conditions.NOT_IMPLEMENTED, "Transactions are not supported.");
    }
    Address address = address(receiver.getRemoteTarget());
    if (address.isCbs()) {
      openRequests(receiver, address, new CbsNode(connection.access(), context));
    } else if (address.isManagement()) {
      requireManaging(address);
      openRequests(receiver, address, new ManagementNode(address.managed(), connection, context));
    } else {
      connection.access().require(address.path());
      SendTarget target = target(address);
      boolean takesEvents = target instanceof SendTarget.Events;
      int mostBytes = takesEvents ? Incoming.MOST_BYTES_OF_EVENTS : Incoming.MOST_BYTES;
      receiver.setMaxMessageSize(UnsignedLong.valueOf(mostBytes));
      SendLink link = new SendLink(receiver, address.path(), target, mostBytes, context);
      connection.register(link);
      link.open();
    }
  }

  private void openRequests(Receiver receiver, Address address, RequestNode node) {
    receiver.setMaxMessageSize(UnsignedLong.valueOf(Incoming.MOST_BYTES_OF_EVENTS));
    RequestLink link = new RequestLink(receiver, address, node, connection.replies(), context);
    connection.register(link);
    link.open();
  }

  private SendTarget target(Address address) {
    Namespace namespace = context.namespace();
    String[] hubAndPartition = address.path().split("/partitions/", 2);
    EventHub hub = namespace.hub(hubAndPartition[0]);
    if (hub != null) {
      String partition =
          hubAndPartition.length == 2 ? hub.partition(hubAndPartition[1]).id() : null;
      return new SendTarget.Events(hub, partition, namespace);
    }
    boolean isReadOnly =
        address.path().contains("/subscriptions/")
            || address.path().endsWith(QueueEntity.DEAD_LETTERS);
    if (isReadOnly) {
      throw Refusal.notFound(address.path());
    }
    return new SendTarget.Messages(namespace.destination(address.path()), namespace);
  }

  // the client receives

  private void attachReceiving(Sender sender) {
    Address address = address(sender.getRemoteSource());
    sender.setMaxMessageSize(UnsignedLong.valueOf(Incoming.MOST_BYTES));
    if (address.isCbs() || address.isManagement()) {
      if (address.isManagement()) {
        requireManaging(address);
      }
      connection.register(connection.replies().add(sender));
      sender.open();
      return;
    }
    connection.access().require(address.path());
    EventAddress events = EventAddress.parse(address);
    if (events != null) {
      new EventAttacher(connection, context).attach(sender, events);
      return;
    }
    QueueEntity queue = context.namespace().queue(address.path());
    Map<?, ?> filter = filter(sender);
    if (queue.settings().requiresSession()) {
      new SessionAttacher(connection, context).attach(sender, queue, filter);
    } else if (filter.containsKey(SessionAttacher.FILTER)) {
      throw new Refusal(
          Conditions.NOT_ALLOWED,
          "A sessionful message receiver cannot be created on an entity that does not require"
              + " sessions.");
    } else {
      ReceiveLink link = new ReceiveLink(sender, queue, null, connection, context);
      connection.register(link);
      sender.open();
      queue.recipients().add(link);
    }
  }

  // what both have in common

  /** The node of the namespace is open to all, for its requests bring their tokens with them. */
  private void requireManaging(Address address) {
    if (!address.managed().isEmpty()) {
      connection.access().require(address.path());
    }
  }

  static Map<?, ?> filter(Sender sender) {
    return sender.getRemoteSource() instanceof Source source && source.getFilter() != null
        ? source.getFilter()
        : Map.of();
  }

  private static Address address(@Nullable Object terminus) {
    String text = null;
    if (terminus instanceof Target target) {
      text = target.getAddress();
    } else if (terminus instanceof Source source) {
      text = source.getAddress();
    }
    if (text == null) {
      throw new Refusal(Conditions.INVALID_FIELD, "The link names no entity.");
    }
    return Address.parse(text);
  }
}
