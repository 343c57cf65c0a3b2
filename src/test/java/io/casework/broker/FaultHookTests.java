package io.casework.broker;

import static io.casework.broker.TestBus.one;
import static io.casework.broker.TestBus.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultHookTests {

  @TempDir Path directory;
  TestBus bus;

  @BeforeEach
  void start() {
    bus = TestBus.start(directory, queue("q"), queue("other"));
  }

  @AfterEach
  void stop() {
    bus.close();
  }

  private ServiceBusSenderClient impatientSender() {
    return bus.closing(
        bus.client()
            .retryOptions(
                new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Duration.ofSeconds(2)))
            .sender()
            .queueName("q")
            .buildClient());
  }

  @Test
  void unknownEntityIsNamedInTheError() {
    assertThatThrownBy(() -> bus.counts("nowhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void clientsComeBackAfterTheirConnectionsWereDropped() {
    ServiceBusSenderClient sender = bus.sender("q");
    sender.sendMessage(new ServiceBusMessage("before"));

    int dropped = bus.faults().dropConnections();
    sender.sendMessage(new ServiceBusMessage("after"));

    assertThat(dropped).isEqualTo(1);
    assertThat(bus.drain("q")).containsExactly("before", "after");
  }

  @Test
  void clientsComeBackAfterTheirLinksWereDetached() {
    ServiceBusSenderClient sender = bus.sender("q");
    ServiceBusSenderClient other = bus.sender("other");
    sender.sendMessage(new ServiceBusMessage("before"));
    other.sendMessage(new ServiceBusMessage("before"));

    int ofOne = bus.faults().detachLinks("q", "amqp:link:detach-forced", "Maintenance.");
    int ofAll = bus.faults().detachLinks("amqp:link:detach-forced", "Maintenance.");
    sender.sendMessage(new ServiceBusMessage("after"));

    assertThat(ofOne).isEqualTo(1);
    assertThat(ofAll).isEqualTo(1);
    assertThat(bus.counts("q").active()).isEqualTo(2);
  }

  @Test
  void locksEndWhenToldTo() {
    bus.send("q", "m");
    ServiceBusReceiverClient receiver = bus.receiver("q");
    ServiceBusReceivedMessage message = one(receiver);

    bus.faults().expireLocks("q");

    assertThatThrownBy(() -> receiver.complete(message))
        .isInstanceOfSatisfying(
            ServiceBusException.class,
            e -> assertThat(e.getReason()).isEqualTo(ServiceBusFailureReason.MESSAGE_LOCK_LOST));
    bus.faults().expireLocks();
    assertThat(bus.counts("q").locked()).isZero();
  }

  @Test
  void sendsAreRefusedAsOftenAsTold() {
    ServiceBusSenderClient sender = impatientSender();
    bus.faults().refuseSends("q", "com.microsoft:entity-disabled", 1);

    assertThatThrownBy(() -> sender.sendMessage(new ServiceBusMessage("x")))
        .isInstanceOfSatisfying(
            ServiceBusException.class,
            e ->
                assertThat(e.getReason())
                    .isEqualTo(ServiceBusFailureReason.MESSAGING_ENTITY_DISABLED));
    sender.sendMessage(new ServiceBusMessage("y"));

    assertThat(bus.drain("q")).containsExactly("y");
  }

  @Test
  void sendIsStoredTwiceWhenToldTo() {
    bus.faults().repeatSends("q", 1);

    bus.send("q", "a", "b");

    assertThat(bus.drain("q")).containsExactly("a", "a", "b");
  }

  @Test
  void completedMessageIsDeliveredAgainWhenToldTo() {
    bus.send("q", "m");
    bus.faults().repeatDeliveries("q", 1);
    ServiceBusReceiverClient receiver = bus.receiver("q");

    receiver.complete(one(receiver));
    ServiceBusReceivedMessage again = one(receiver);
    receiver.complete(again);

    assertThat(again.getMessageId()).isEqualTo("m");
    assertThat(again.getDeliveryCount()).isEqualTo(1);
    assertThat(bus.counts("q").active()).isZero();
  }

  @Test
  void pausedEntityNeitherTakesNorGives() {
    bus.send("q", "waiting");
    bus.faults().pause("q");
    ServiceBusSenderClient sender = bus.sender("q");
    CompletableFuture<Void> sent =
        CompletableFuture.runAsync(() -> sender.sendMessage(new ServiceBusMessage("later")));
    ServiceBusReceiverClient receiver = bus.receiver("q");
    CompletableFuture<String> received =
        CompletableFuture.supplyAsync(() -> one(receiver).getBody().toString());
    await().until(() -> bus.counts("q").receivers() == 1);

    await()
        .during(Duration.ofMillis(300))
        .until(() -> !sent.isDone() && bus.counts("q").active() == 1);
    bus.faults().resume("q");

    await().until(() -> sent.isDone() && received.isDone());
    assertThat(received.join()).isEqualTo("waiting");
  }

  @Test
  void answersTakeTheirTimeWhenToldTo() {
    ServiceBusSenderClient sender = bus.sender("q");
    sender.sendMessage(new ServiceBusMessage("quick"));
    bus.faults().delayAnswers("q", Duration.ofMillis(400));

    long start = System.nanoTime();
    sender.sendMessage(new ServiceBusMessage("slow"));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(390));
  }

  @Test
  void connectionsAreTurnedAwayUntilToldOtherwise() {
    bus.faults().turnAwayConnections();

    assertThatThrownBy(() -> impatientSender().sendMessage(new ServiceBusMessage("x")))
        .isInstanceOf(RuntimeException.class);
    bus.faults().acceptConnections();
    bus.send("q", "y");

    assertThat(bus.drain("q")).containsExactly("y");
  }

  @Test
  void fullDiskRefusesSendsAndRecovers() {
    ServiceBusSenderClient sender = impatientSender();
    sender.sendMessage(new ServiceBusMessage("before"));
    bus.faults().fillDisk();

    assertThatThrownBy(() -> sender.sendMessage(new ServiceBusMessage("lost")))
        .isInstanceOfSatisfying(
            ServiceBusException.class,
            e -> assertThat(e.getReason()).isEqualTo(ServiceBusFailureReason.QUOTA_EXCEEDED));
    bus.faults().makeRoomOnDisk();
    await().ignoreExceptions().untilAsserted(() -> sender.sendMessage(new ServiceBusMessage("ok")));

    assertThat(bus.drain("q")).containsExactly("before", "ok");
  }

  @Test
  void completingOnAFullDiskFailsAndTheMessageComesAgain() {
    bus.send("q", "m");
    ServiceBusReceiverClient receiver = bus.receiver("q");
    ServiceBusReceivedMessage message = one(receiver);
    bus.faults().fillDisk();

    assertThatThrownBy(() -> receiver.complete(message)).isInstanceOf(RuntimeException.class);
    bus.faults().makeRoomOnDisk();
    bus.faults().expireLocks("q");
    ServiceBusReceivedMessage again = one(receiver);
    receiver.complete(again);

    assertThat(again.getDeliveryCount()).isEqualTo(1);
  }
}
