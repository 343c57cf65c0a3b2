package io.casework.deadletters;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.messaging.servicebus.models.SubQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks through a dead-letter queue without taking anything; only if what is wanted is there, takes
 * messages in order up to it and gives the others back.
 *
 * <p>The bus has no way to take a message by its number unless it was deferred.
 */
@Component
class ServiceBusOriginals implements Originals {

  private static final int AT_ONCE = 100;
  private static final int MOST = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ServiceBusClientBuilder bus;

  ServiceBusOriginals(ServiceBusClientBuilder bus) {
    this.bus = bus;
  }

  @Override
  public Set<String> settle(String entity, List<Wanted> wanted) {
    try (var receiver = receiver(entity)) {
      return take(receiver, wanted, upToTheLast(receiver, wanted));
    }
  }

  private ServiceBusReceiverClient receiver(String entity) {
    var parts = entity.split("/", 2);
    var receiver =
        bus.receiver()
            .receiveMode(ServiceBusReceiveMode.PEEK_LOCK)
            .disableAutoComplete()
            .prefetchCount(0)
            .subQueue(SubQueue.DEAD_LETTER_QUEUE);
    return (parts.length == 1
            ? receiver.queueName(entity)
            : receiver.topicName(parts[0]).subscriptionName(parts[1]))
        .buildClient();
  }

  /** How many messages there are up to the last one that is wanted; 0 if none is there. */
  private static int upToTheLast(ServiceBusReceiverClient receiver, List<Wanted> wanted) {
    var last = 0;
    var seen = 0;
    var from = 0L;
    while (seen < MOST) {
      var some = receiver.peekMessages(AT_ONCE, from).stream().toList();
      if (some.isEmpty()) {
        break;
      }
      for (var message : some) {
        seen++;
        last = letter(message, wanted) == null ? last : seen;
      }
      from = some.get(some.size() - 1).getSequenceNumber() + 1;
    }
    return last;
  }

  private static Set<String> take(
      ServiceBusReceiverClient receiver, List<Wanted> wanted, int most) {
    var gone = new HashSet<String>();
    var others = new ArrayList<ServiceBusReceivedMessage>();
    var left = most;
    while (left > 0) {
      var asked = Math.min(AT_ONCE, left);
      var some = receiver.receiveMessages(asked, PATIENCE).stream().toList();
      for (var message : some) {
        var letter = letter(message, wanted);
        if (letter == null) {
          others.add(message);
        } else {
          receiver.complete(message);
          gone.add(letter);
        }
      }
      if (some.size() < asked) {
        // The bus owes us the rest: what is given back now comes straight back. Locks expire.
        return gone;
      }
      left -= asked;
    }
    others.forEach(receiver::abandon);
    return gone;
  }

  private static @Nullable String letter(ServiceBusReceivedMessage message, List<Wanted> wanted) {
    var hash = DeadLetters.sha256(message.getBody().toBytes());
    return wanted.stream()
        .filter(each -> each.is(message.getMessageId(), hash, message.getDeadLetterReason()))
        .map(Wanted::deadLetterId)
        .findFirst()
        .orElse(null);
  }
}
