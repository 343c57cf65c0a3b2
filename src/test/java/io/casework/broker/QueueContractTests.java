package io.casework.broker;

import static io.casework.broker.TestBus.one;
import static io.casework.broker.TestBus.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.AbandonOptions;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.DeferOptions;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueContractTests {

  @TempDir static Path directory;
  static TestBus bus;

  @BeforeAll
  static void start() {
    bus =
        TestBus.start(
            directory,
            queue("simple"),
            queue("nameless"),
            queue("batch"),
            queue("large"),
            queue("abandon"),
            queue("defer"),
            queue("dead"),
            queue("twice-dead"),
            queue("renew"),
            queue("lapse", "\"LockDuration\": \"PT5S\"", "\"MaxDeliveryCount\": 3"),
            queue("often", "\"MaxDeliveryCount\": 3"),
            queue("expiring", "\"DeadLetteringOnMessageExpiration\": true"),
            queue("dropping", "\"DefaultMessageTimeToLive\": \"PT1S\""),
            queue("unique", "\"RequiresDuplicateDetection\": true"),
            queue("at-once"),
            queue("processed"),
            queue("first", "\"ForwardTo\": \"second\""),
            queue("second", "\"ForwardDeadLetteredMessagesTo\": \"graveyard\""),
            queue("graveyard"),
            queue("detached"));
  }

  @AfterAll
  static void stop() {
    bus.close();
  }

  @Test
  void sentMessageArrivesUnchanged() {
    ServiceBusMessage message =
        new ServiceBusMessage("hello")
            .setMessageId("m-1")
            .setCorrelationId("c-1")
            .setSubject("greeting")
            .setContentType("text/plain")
            .setReplyTo("answers");
    message.getApplicationProperties().put("score", 812);

    bus.sender("simple").sendMessage(message);
    ServiceBusReceiverClient receiver = bus.receiver("simple");
    ServiceBusReceivedMessage received = one(receiver);
    receiver.complete(received);

    assertThat(received.getBody().toString()).isEqualTo("hello");
    assertThat(received.getMessageId()).isEqualTo("m-1");
    assertThat(received.getCorrelationId()).isEqualTo("c-1");
    assertThat(received.getSubject()).isEqualTo("greeting");
    assertThat(received.getContentType()).isEqualTo("text/plain");
    assertThat(received.getReplyTo()).isEqualTo("answers");
    assertThat(received.getApplicationProperties()).containsEntry("score", 812);
    assertThat(received.getLockToken()).doesNotStartWith("00000000-");
    assertThat(received.getDeliveryCount()).isZero();
    assertThat(bus.counts("simple")).isEqualTo(new EntityCounts(0, 0, 0, 0, 0, 1));
  }

  @Test
  void messageWithoutAnIdIsGivenOne() {
    ServiceBusMessage message = new ServiceBusMessage("anonymous").setSubject("kept");
    message.getApplicationProperties().put("score", 1);

    bus.sender("nameless").sendMessage(message);
    ServiceBusReceivedMessage received = one(bus.receiver("nameless"));

    assertThat(received.getMessageId()).hasSize(32);
    assertThat(received.getSubject()).isEqualTo("kept");
    assertThat(received.getApplicationProperties()).containsEntry("score", 1);
    assertThat(received.getBody().toString()).isEqualTo("anonymous");
  }

  @Test
  void batchArrivesInOrder() {
    ServiceBusSenderClient sender = bus.sender("batch");
    ServiceBusMessageBatch batch = sender.createMessageBatch();
    for (int i = 0; i < 50; i++) {
      batch.tryAddMessage(new ServiceBusMessage("b" + i));
    }

    sender.sendMessages(batch);

    assertThat(batch.getMaxSizeInBytes()).isEqualTo(256 * 1024);
    assertThat(bus.drain("batch")).hasSize(50).startsWith("b0", "b1").endsWith("b48", "b49");
  }

  @Test
  void messageOfSeveralFramesArrivesWhole() {
    byte[] body = new byte[200_000];
    body[199_999] = 7;

    bus.sender("large").sendMessage(new ServiceBusMessage(BinaryData.fromBytes(body)));
    ServiceBusReceiverClient receiver = bus.receiver("large");
    ServiceBusReceivedMessage received = one(receiver);
    receiver.complete(received);

    assertThat(received.getBody().toBytes()).isEqualTo(body);
  }

  @Test
  void messageThatIsTooLargeIsRefused() {
    ServiceBusMessage tooLarge = new ServiceBusMessage(BinaryData.fromBytes(new byte[300_000]));

    assertThatThrownBy(() -> bus.sender("large").sendMessage(tooLarge))
        .isInstanceOfSatisfying(
            ServiceBusException.class,
            e ->
                assertThat(e.getReason()).isEqualTo(ServiceBusFailureReason.MESSAGE_SIZE_EXCEEDED));
  }

  @Test
  void abandonedMessageComesBackWithItsNewProperties() {
    bus.send("abandon", "a");
    ServiceBusReceiverClient receiver = bus.receiver("abandon");

    ServiceBusReceivedMessage first = one(receiver);
    receiver.abandon(first, new AbandonOptions().setPropertiesToModify(Map.of("attempt", 1)));
    ServiceBusReceivedMessage second = one(receiver);
    receiver.complete(second);

    assertThat(second.getSequenceNumber()).isEqualTo(first.getSequenceNumber());
    assertThat(second.getDeliveryCount()).isEqualTo(1);
    assertThat(second.getLockToken()).isNotEqualTo(first.getLockToken());
    assertThat(second.getApplicationProperties()).containsEntry("attempt", 1);
    assertThat(second.getMessageId()).isEqualTo("a");
    assertThat(second.getBody().toString()).isEqualTo("a");
  }

  @Test
  void deferredMessageIsFetchedByItsNumber() {
    bus.send("defer", "d");
    ServiceBusReceiverClient receiver = bus.receiver("defer");

    ServiceBusReceivedMessage message = one(receiver);
    receiver.defer(message, new DeferOptions().setPropertiesToModify(Map.of("why", "later")));
    EntityCounts afterDefer = bus.counts("defer");
    ServiceBusReceivedMessage deferred =
        receiver.receiveDeferredMessage(message.getSequenceNumber());
    EntityCounts whileLocked = bus.counts("defer");
    receiver.complete(deferred);

    assertThat(afterDefer.deferred()).isEqualTo(1);
    assertThat(afterDefer.active()).isZero();
    assertThat(whileLocked.locked()).isEqualTo(1);
    assertThat(deferred.getApplicationProperties()).containsEntry("why", "later");
    assertThat(bus.counts("defer").deferred()).isZero();
    assertThatThrownBy(() -> receiver.receiveDeferredMessage(message.getSequenceNumber()))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void deadLetteredMessageTellsWhy() {
    bus.send("dead", "poison");
    ServiceBusReceiverClient receiver = bus.receiver("dead");
    ServiceBusReceiverClient deadLetters = bus.deadLetters("dead");

    ServiceBusReceivedMessage message = one(receiver);
    receiver.deadLetter(
        message,
        new DeadLetterOptions()
            .setDeadLetterReason("SCHEMA_INVALID")
            .setDeadLetterErrorDescription("riskScore is missing")
            .setPropertiesToModify(Map.of("failedAt", "intake")));
    EntityCounts counts = bus.counts("dead");
    ServiceBusReceivedMessage dead = one(deadLetters);
    deadLetters.complete(dead);

    assertThat(counts.deadLettered()).isEqualTo(1);
    assertThat(dead.getDeadLetterReason()).isEqualTo("SCHEMA_INVALID");
    assertThat(dead.getDeadLetterErrorDescription()).isEqualTo("riskScore is missing");
    assertThat(dead.getApplicationProperties()).containsEntry("failedAt", "intake");
    assertThat(dead.getDeadLetterSource()).isEqualTo("dead");
    assertThat(dead.getSequenceNumber()).isEqualTo(message.getSequenceNumber());
    assertThat(bus.counts("dead").deadLettered()).isZero();
  }

  @Test
  void deadLetterStaysWhereItIsWhenDeadLetteredAgain() {
    bus.send("twice-dead", "poison");
    ServiceBusReceiverClient receiver = bus.receiver("twice-dead");
    receiver.deadLetter(one(receiver));
    ServiceBusReceiverClient deadLetters = bus.deadLetters("twice-dead");

    deadLetters.deadLetter(one(deadLetters));
    ServiceBusReceivedMessage again = one(deadLetters);
    deadLetters.complete(again);

    assertThat(again.getMessageId()).isEqualTo("poison");
  }

  @Test
  void renewedLockLastsLonger() {
    bus.send("renew", "r");
    ServiceBusReceiverClient receiver = bus.receiver("renew");
    ServiceBusReceivedMessage message = one(receiver);

    bus.faults().advanceClock(Duration.ofSeconds(50));
    OffsetDateTime renewed = receiver.renewMessageLock(message);
    bus.faults().advanceClock(Duration.ofSeconds(50));
    receiver.complete(message);

    assertThat(renewed).isAfter(message.getEnqueuedTime().plusSeconds(100));
    assertThat(bus.counts("renew").active()).isZero();
  }

  @Test
  void lapsedLockIsLostAndTheMessageComesBack() {
    bus.send("lapse", "l");
    ServiceBusReceiverClient receiver = bus.receiver("lapse");
    ServiceBusReceivedMessage first = one(receiver);

    bus.faults().advanceClock(Duration.ofSeconds(6));

    assertThatThrownBy(() -> receiver.complete(first)).satisfies(QueueContractTests::isLockLost);
    assertThatThrownBy(() -> receiver.renewMessageLock(first))
        .satisfies(QueueContractTests::isLockLost);
    ServiceBusReceivedMessage second = one(receiver);
    receiver.complete(second);
    assertThat(second.getDeliveryCount()).isEqualTo(1);
  }

  private static void isLockLost(Throwable e) {
    assertThat(((ServiceBusException) e).getReason())
        .isEqualTo(ServiceBusFailureReason.MESSAGE_LOCK_LOST);
  }

  @Test
  void messageThatIsDeliveredTooOftenIsDeadLettered() {
    bus.send("often", "o");
    ServiceBusReceiverClient receiver = bus.receiver("often");

    for (int i = 0; i < 3; i++) {
      receiver.abandon(one(receiver));
    }
    ServiceBusReceivedMessage dead = one(bus.deadLetters("often"));

    assertThat(dead.getDeadLetterReason()).isEqualTo("MaxDeliveryCountExceeded");
    assertThat(dead.getDeliveryCount()).isEqualTo(3);
    assertThat(bus.counts("often").active()).isZero();
  }

  @Test
  void expiredMessageIsDeadLetteredWhereTheQueueSaysSo() {
    bus.sender("expiring")
        .sendMessage(new ServiceBusMessage("e").setTimeToLive(Duration.ofSeconds(2)));

    bus.faults().advanceClock(Duration.ofSeconds(3));

    assertThat(one(bus.deadLetters("expiring")).getDeadLetterReason())
        .isEqualTo("TTLExpiredException");
  }

  @Test
  void expiredMessageVanishesElsewhere() {
    bus.send("dropping", "d");

    bus.faults().advanceClock(Duration.ofSeconds(2));

    assertThat(bus.counts("dropping")).isEqualTo(new EntityCounts(0, 0, 0, 0, 0, 0));
  }

  @Test
  void repeatedMessageIdIsStoredOnce() {
    bus.send("unique", "same", "same", "other");
    bus.sender("unique")
        .sendMessages(
            List.of(
                new ServiceBusMessage("x").setMessageId("twin"),
                new ServiceBusMessage("y").setMessageId("twin")));
    int withinTheWindow = bus.counts("unique").active();

    bus.faults().advanceClock(Duration.ofMinutes(11));
    bus.send("unique", "same");

    assertThat(withinTheWindow).isEqualTo(3);
    assertThat(bus.counts("unique").active()).isEqualTo(4);
  }

  @Test
  void messageIsGoneAtOnceForAReceiverThatDeletes() {
    bus.send("at-once", "one", "two");

    assertThat(bus.drain("at-once")).containsExactly("one", "two");
    assertThat(bus.counts("at-once").locked()).isZero();
  }

  @Test
  void processorHandlesEveryMessageOnce() throws InterruptedException {
    CountDownLatch handled = new CountDownLatch(40);
    ServiceBusProcessorClient processor =
        bus.client()
            .processor()
            .queueName("processed")
            .maxConcurrentCalls(4)
            .prefetchCount(0)
            .processMessage(context -> handled.countDown())
            .processError(TestBus::ignore)
            .buildProcessorClient();
    bus.closing(processor).start();

    bus.send("processed", IntStream.range(0, 40).mapToObj(i -> "p" + i).toArray(String[]::new));

    assertThat(handled.await(20, TimeUnit.SECONDS)).isTrue();
    await().until(() -> bus.counts("processed").locked() == 0);
    assertThat(bus.counts("processed").active()).isZero();
  }

  @Test
  void forwardedMessageArrivesAtTheEndOfTheChain() {
    bus.send("first", "f");
    ServiceBusReceiverClient second = bus.receiver("second");

    second.deadLetter(one(second), new DeadLetterOptions().setDeadLetterReason("BROKEN"));
    ServiceBusReceivedMessage buried = one(bus.receiver("graveyard"));

    assertThat(buried.getDeadLetterReason()).isEqualTo("BROKEN");
    assertThat(buried.getDeadLetterSource()).isEqualTo("second");
    assertThat(bus.counts("first").active()).isZero();
    assertThat(bus.counts("second").deadLettered()).isZero();
  }

  @Test
  void lockOutlivesTheLinkOfItsReceiver() {
    bus.send("detached", "m");
    ServiceBusReceiverClient receiver =
        bus.client()
            .receiver()
            .queueName("detached")
            .receiveMode(ServiceBusReceiveMode.PEEK_LOCK)
            .disableAutoComplete()
            .buildClient();
    one(receiver);

    receiver.close();
    await().until(() -> bus.counts("detached").receivers() == 0);

    assertThat(bus.counts("detached").locked()).isEqualTo(1);
  }
}
