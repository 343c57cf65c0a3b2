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
      var there = count(receiver, wanted);
      return there == 0 ? Set.of() : take(receiver, wanted, there);
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

  private static long count(ServiceBusReceiverClient receiver, List<Wanted> wanted) {
    var there = 0;
    var from = 0L;
    for (int seen = 0; seen < MOST; ) {
      var some = receiver.peekMessages(AT_ONCE, from).stream().toList();
      if (some.isEmpty()) {
        break;
      }
      there += (int) some.stream().filter(message -> letter(message, wanted) != null).count();
      seen += some.size();
      from = some.get(some.size() - 1).getSequenceNumber() + 1;
    }
    return there;
  }

  private static Set<String> take(
      ServiceBusReceiverClient receiver, List<Wanted> wanted, long there) {
    var gone = new HashSet<String>();
    var others = new ArrayList<ServiceBusReceivedMessage>();
    var taken = 0;
    while (taken < there && others.size() < MOST) {
      var some = receiver.receiveMessages(AT_ONCE, PATIENCE).stream().toList();
      if (some.isEmpty()) {
        break;
      }
      for (var message : some) {
        var letter = letter(message, wanted);
        if (letter == null) {
          others.add(message);
        } else {
          receiver.complete(message);
          gone.add(letter);
          taken++;
        }
      }
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
