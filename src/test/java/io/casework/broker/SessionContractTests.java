package io.casework.broker;

import static io.casework.broker.TestBus.one;
import static io.casework.broker.TestBus.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.ServiceBusSessionReceiverClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionContractTests {

  private static final String SESSIONS = "\"RequiresSession\": true";

  @TempDir static Path directory;
  static TestBus bus;

  @BeforeAll
  static void start() {
    bus =
        TestBus.start(
            directory,
            queue("ordered", SESSIONS),
            queue("next", SESSIONS),
            queue("noted", SESSIONS),
            queue("taken", SESSIONS),
            queue("lapsing", SESSIONS, "\"LockDuration\": \"PT30S\""),
            queue("renewing", SESSIONS, "\"LockDuration\": \"PT30S\""),
            queue("processed", SESSIONS),
            queue("refusing", SESSIONS),
            queue("released", SESSIONS),
            queue("deferring", SESSIONS),
            queue("empty", SESSIONS),
            queue("plain"));
  }

  @AfterAll
  static void stop() {
    bus.close();
  }

  private static void send(String queue, String session, String... bodies) {
    try (ServiceBusSenderClient sender = bus.client().sender().queueName(queue).buildClient()) {
      for (String body : bodies) {
        sender.sendMessage(new ServiceBusMessage(body).setSessionId(session));
      }
    }
  }

  private static ServiceBusSessionReceiverClient sessions(String queue) {
    return sessions(bus.client(), queue);
  }

  private static ServiceBusSessionReceiverClient sessions(
      ServiceBusClientBuilder client, String queue) {
    return bus.closing(
        client.sessionReceiver().queueName(queue).disableAutoComplete().buildClient());
  }

  private static ServiceBusClientBuilder impatient() {
    return bus.client()
        .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Duration.ofSeconds(2)));
  }

  @Test
  void sessionIsReceivedInOrderAndAlone() {
    send("ordered", "A", "a1", "a2", "a3");
    send("ordered", "B", "b1");
    ServiceBusReceiverClient receiver = bus.closing(sessions("ordered").acceptSession("A"));

    List<String> received =
        receiver.receiveMessages(3, Duration.ofSeconds(5)).stream()
            .peek(receiver::complete)
            .map(message -> message.getBody().toString())
            .toList();

    assertThat(received).containsExactly("a1", "a2", "a3");
    assertThat(bus.counts("ordered").active()).isEqualTo(1);
  }

  @Test
  void nextSessionIsOneThatHasMessages() {
    ServiceBusSessionReceiverClient sessions = sessions("next");
    send("next", "only", "n");

    ServiceBusReceiverClient receiver = bus.closing(sessions.acceptNextSession());

    assertThat(receiver.getSessionId()).isEqualTo("only");
    assertThat(one(receiver).getBody().toString()).isEqualTo("n");
  }

  @Test
  void waitingForASessionEndsInTime() {
    assertThatThrownBy(() -> sessions(impatient(), "empty").acceptNextSession())
        .isInstanceOf(RuntimeException.class);
    assertThat(bus.counts("empty").receivers()).isZero();
  }

  @Test
  void noteStaysWithTheSession() {
    send("noted", "A", "n");
    ServiceBusSessionReceiverClient sessions = sessions("noted");
    ServiceBusReceiverClient first = sessions.acceptSession("A");
    byte[] before = first.getSessionState();
    first.setSessionState("half done".getBytes(StandardCharsets.UTF_8));
    first.close();
    await().until(() -> bus.counts("noted").receivers() == 0);

    ServiceBusReceiverClient second = bus.closing(sessions.acceptSession("A"));

    assertThat(before).isNull();
    assertThat(second.getSessionState()).asString().isEqualTo("half done");
  }

  @Test
  void takenSessionIsRefusedToOthers() {
    send("taken", "A", "t");
    bus.closing(sessions("taken").acceptSession("A"));

    assertThatThrownBy(() -> sessions(impatient(), "taken").acceptSession("A"))
        .isInstanceOf(AmqpException.class)
        .hasMessageContaining("cannot be accepted");
  }

  @Test
  void lapsedSessionLockIsLost() {
    send("lapsing", "A", "l");
    ServiceBusReceiverClient receiver = bus.closing(sessions("lapsing").acceptSession("A"));
    ServiceBusReceivedMessage message = one(receiver);

    bus.faults().advanceClock(Duration.ofSeconds(31));
    await().until(() -> bus.counts("lapsing").receivers() == 0);

    assertThatThrownBy(() -> receiver.complete(message)).isInstanceOf(ServiceBusException.class);
    assertThat(bus.counts("lapsing").active()).isEqualTo(1);
    ServiceBusReceiverClient again = bus.closing(sessions("lapsing").acceptSession("A"));
    assertThat(one(again).getDeliveryCount()).isEqualTo(1);
  }

  @Test
  void renewedSessionLockKeepsItsMessages() {
    send("renewing", "A", "r");
    ServiceBusReceiverClient receiver = bus.closing(sessions("renewing").acceptSession("A"));
    ServiceBusReceivedMessage message = one(receiver);

    bus.faults().advanceClock(Duration.ofSeconds(20));
    OffsetDateTime until = receiver.renewSessionLock();
    bus.faults().advanceClock(Duration.ofSeconds(20));
    receiver.complete(message);

    assertThat(until).isAfter(message.getEnqueuedTime().plusSeconds(40));
    assertThat(bus.counts("renewing")).isEqualTo(new EntityCounts(0, 0, 0, 0, 0, 1));
  }

  @Test
  void processorGoesFromSessionToSession() {
    send("processed", "A", "a1", "a2");
    send("processed", "B", "b1");
    Queue<String> handled = new ConcurrentLinkedQueue<>();
    ServiceBusProcessorClient processor =
        bus.closing(
            bus.client()
                .sessionProcessor()
                .queueName("processed")
                .maxConcurrentSessions(2)
                .processMessage(context -> handled.add(context.getMessage().getBody().toString()))
                .processError(TestBus::ignore)
                .buildProcessorClient());

    processor.start();

    await().until(() -> handled.size() == 3);
    assertThat(handled).containsExactlyInAnyOrder("a1", "a2", "b1").containsSubsequence("a1", "a2");
    await().until(() -> bus.counts("processed").locked() == 0);
  }

  @Test
  void messageWithoutSessionIsRefused() {
    ServiceBusSenderClient sender = bus.sender("refusing");

    assertThatThrownBy(() -> sender.sendMessage(new ServiceBusMessage("nobody's")))
        .isInstanceOf(ServiceBusException.class)
        .hasMessageContaining("must name its session");
  }

  @Test
  void messagesInHandComeBackWhenTheReceiverLeaves() {
    send("released", "A", "r");
    ServiceBusReceiverClient receiver = sessions("released").acceptSession("A");
    one(receiver);

    receiver.close();

    await().until(() -> bus.counts("released").active() == 1);
    assertThat(bus.counts("released").locked()).isZero();
  }

  @Test
  void deferredMessageOfASessionIsFetchedByItsNumber() {
    send("deferring", "A", "d");
    ServiceBusReceiverClient receiver = bus.closing(sessions("deferring").acceptSession("A"));
    ServiceBusReceivedMessage message = one(receiver);

    receiver.defer(message);
    ServiceBusReceivedMessage deferred =
        receiver.receiveDeferredMessage(message.getSequenceNumber());
    receiver.complete(deferred);

    assertThat(deferred.getBody().toString()).isEqualTo("d");
    assertThat(bus.counts("deferring").deferred()).isZero();
  }

  @Test
  void sessionOfAQueueWithoutSessionsIsRefused() {
    assertThatThrownBy(() -> sessions(impatient(), "plain").acceptSession("A"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void receiverWithoutSessionIsRefused() {
    ServiceBusReceiverClient receiver =
        bus.closing(impatient().receiver().queueName("ordered").buildClient());

    assertThatThrownBy(
            () -> receiver.receiveMessages(1, Duration.ofSeconds(2)).forEach(message -> {}))
        .isInstanceOf(RuntimeException.class);
  }
}
