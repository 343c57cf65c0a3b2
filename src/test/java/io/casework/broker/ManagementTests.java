package io.casework.broker;

import static io.casework.broker.TestBus.one;
import static io.casework.broker.TestBus.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.ServiceBusTransactionContext;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.ServiceBusMessageState;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementTests {

  @TempDir static Path directory;
  static TestBus bus;

  @BeforeAll
  static void start() {
    bus =
        TestBus.start(
            directory,
            queue("peeked"),
            queue("empty"),
            queue("Mixed-Case"),
            queue("deferred"),
            queue("transacted"),
            queue("settled-late"));
  }

  @AfterAll
  static void stop() {
    bus.close();
  }

  @Test
  void peekingShowsWithoutTaking() {
    bus.send("peeked", IntStream.range(0, 12).mapToObj(i -> "p" + i).toArray(String[]::new));
    ServiceBusReceiverClient receiver = bus.receiver("peeked");

    List<String> firstTen = bodies(receiver.peekMessages(10).stream().toList());
    List<String> rest = bodies(receiver.peekMessages(10).stream().toList());
    ServiceBusReceivedMessage fifth = receiver.peekMessage(5);

    assertThat(firstTen).hasSize(10).startsWith("p0");
    assertThat(rest).containsExactly("p10", "p11");
    assertThat(fifth.getSequenceNumber()).isEqualTo(5);
    assertThat(fifth.getState()).isEqualTo(ServiceBusMessageState.ACTIVE);
    assertThat(bus.counts("peeked").active()).isEqualTo(12);
  }

  private static List<String> bodies(List<ServiceBusReceivedMessage> messages) {
    return messages.stream().map(message -> message.getBody().toString()).toList();
  }

  @Test
  void peekingAnEmptyQueueShowsNothing() {
    assertThat(bus.receiver("empty").peekMessage()).isNull();
  }

  @Test
  void namesAreComparedWithoutRegardToCase() {
    bus.send("mixed-CASE", "m");

    assertThat(bus.counts("Mixed-Case").active()).isEqualTo(1);
  }

  @Test
  void unknownQueueIsNotFoundAtOnce() {
    ServiceBusReceiverClient receiver = bus.receiver("nowhere");
    ServiceBusSenderClient sender = bus.sender("nowhere");

    assertThatThrownBy(receiver::peekMessage).satisfies(ManagementTests::isNotFound);
    assertThatThrownBy(() -> sender.sendMessage(new ServiceBusMessage("x")))
        .satisfies(ManagementTests::isNotFound);
  }

  private static void isNotFound(Throwable e) {
    assertThat(((ServiceBusException) e).getReason())
        .isEqualTo(ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND);
  }

  @Test
  void deferredMessagesAreSettledThroughTheSideDoor() {
    bus.send("deferred", "complete", "abandon", "dead-letter", "defer");
    ServiceBusReceiverClient receiver = bus.receiver("deferred");
    List<Long> numbers =
        IntStream.range(0, 4)
            .mapToObj(i -> one(receiver))
            .peek(receiver::defer)
            .map(ServiceBusReceivedMessage::getSequenceNumber)
            .toList();

    List<ServiceBusReceivedMessage> messages =
        receiver.receiveDeferredMessageBatch(numbers).stream().toList();
    receiver.complete(messages.get(0));
    receiver.abandon(messages.get(1));
    receiver.deadLetter(messages.get(2), new DeadLetterOptions().setDeadLetterReason("LATE"));
    receiver.defer(messages.get(3));

    assertThat(bus.counts("deferred")).isEqualTo(new EntityCounts(0, 0, 2, 0, 1, 1));
    assertThat(one(bus.deadLetters("deferred")).getDeadLetterReason()).isEqualTo("LATE");
  }

  @Test
  void transactionsAreRefused() {
    ServiceBusSenderClient sender = bus.sender("transacted");

    assertThatThrownBy(
            () -> {
              ServiceBusTransactionContext transaction = sender.createTransaction();
              sender.commitTransaction(transaction);
            })
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("not supported");
  }

  @Test
  void connectionsAndLinksAreForgottenWhenClientsClose() {
    ServiceBusReceiverClient receiver = bus.receiver("settled-late");
    bus.send("settled-late", "m");
    receiver.complete(one(receiver));
    int before = bus.counts("settled-late").receivers();

    receiver.close();

    assertThat(before).isEqualTo(1);
    await().until(() -> bus.counts("settled-late").receivers() == 0);
  }
}
