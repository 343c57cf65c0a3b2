package io.casework.broker;

import java.util.Arrays;
import java.util.Map;
import org.apache.qpid.proton.amqp.DescribedType;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** Lets a client read a partition from the place it asks for. */
final class EventAttacher {

  private static final Symbol SELECTOR = Symbol.valueOf("apache.org:selector-filter:string");
  private static final Symbol OWNER_LEVEL = Symbol.valueOf("com.microsoft:epoch");
  private static final Symbol PROGRESS =
      Symbol.valueOf("com.microsoft:enable-receiver-runtime-metric");

  private final AmqpConnection connection;
  private final BrokerContext context;

  EventAttacher(AmqpConnection connection, BrokerContext context) {
    this.connection = connection;
    this.context = context;
  }

  void attach(Sender sender, EventAddress address) {
    EventHub hub = context.namespace().hub(address.hub());
    if (hub == null || !hub.knows(address.consumerGroup())) {
      throw Refusal.notFound(address.hub() + "/consumergroups/" + address.consumerGroup());
    }
    boolean wantsProgress = wantsProgress(sender);
    if (wantsProgress) {
      sender.setOfferedCapabilities(new Symbol[] {PROGRESS});
    }
    EventPartition partition = hub.partition(address.partition());
    EventLink link =
        new EventLink(
            sender,
            partition,
            address,
            position(sender),
            ownerLevel(sender),
            wantsProgress,
            connection,
            context);
    partition.add(link);
    connection.register(link);
    sender.open();
  }

  private static EventPosition position(Sender sender) {
    Object selector = LinkAttacher.filter(sender).get(SELECTOR);
    if (selector instanceof DescribedType described) {
      selector = described.getDescribed();
    }
    return selector == null ? EventPosition.EARLIEST : EventPosition.parse(selector.toString());
  }

  private static @Nullable Long ownerLevel(Sender sender) {
    Map<Symbol, Object> properties = sender.getRemoteProperties();
    return properties != null && properties.get(OWNER_LEVEL) instanceof Number level
        ? (Long) level.longValue()
        : null;
  }

  private static boolean wantsProgress(Sender sender) {
    Symbol[] desired = sender.getRemoteDesiredCapabilities();
    return desired != null && Arrays.asList(desired).contains(PROGRESS);
  }
}
