package io.casework.broker;

import static io.casework.broker.TestBus.hub;
import static io.casework.broker.TestBus.one;
import static io.casework.broker.TestBus.queue;
import static io.casework.broker.TestBus.sqlRule;
import static io.casework.broker.TestBus.subscription;
import static io.casework.broker.TestBus.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.SendOptions;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusRuleManagerClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.ServiceBusSessionReceiverClient;
import com.azure.messaging.servicebus.administration.models.CreateRuleOptions;
import com.azure.messaging.servicebus.administration.models.SqlRuleFilter;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.SubQueue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTests {

  private static final int LIVES = 4;
  private static final int ANSWERS_PER_LIFE = 120;
  private static final String CONFIG =
      TestBus.config(
          queue("busy"),
          queue("locked"),
          queue("dead"),
          queue("deferred"),
          queue("scheduled"),
          queue("done"),
          queue("tired", "\"MaxDeliveryCount\": 2"),
          queue("unique", "\"RequiresDuplicateDetection\": true"),
          queue("sessions", "\"RequiresSession\": true"),
          topic("ruled", "", subscription("s", "", sqlRule("first", "1=0"))),
          hub("hub", 2));

  @TempDir Path directory;
  BrokerProcess broker;

  @AfterEach
  void end() throws IOException {
    broker.kill();
  }

  private void restart() throws IOException {
    broker.kill();
    broker = BrokerProcess.start(directory, CONFIG);
  }

  private void send(String queue, String... bodies) {
    try (ServiceBusSenderClient sender = broker.client().sender().queueName(queue).buildClient()) {
      for (String body : bodies) {
        sender.sendMessage(new ServiceBusMessage(body).setMessageId(body));
      }
    }
  }

  private ServiceBusReceiverClient receiver(String queue) {
    return broker.client().receiver().queueName(queue).disableAutoComplete().buildClient();
  }

  /** What happened as far as the clients know. */
  private static final class Witness {
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> completing = ConcurrentHashMap.newKeySet();
    private final Set<String> completed = ConcurrentHashMap.newKeySet();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
  }

  @Test
  void nothingThatWasAcknowledgedIsLostHoweverOftenTheBrokerIsKilled() throws IOException {
    Witness witness = new Witness();
    broker = BrokerProcess.start(directory, CONFIG);

    for (int life = 0; life < LIVES; life++) {
      int enough = (life + 1) * ANSWERS_PER_LIFE;
      String prefix = "life-" + life + "-";
      AtomicBoolean isOver = new AtomicBoolean();
      CompletableFuture<Void> clients =
          CompletableFuture.allOf(
              CompletableFuture.runAsync(() -> send(prefix, witness, isOver)),
              CompletableFuture.runAsync(() -> complete(witness, isOver)));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  witness.acknowledged.size() >= enough && witness.completed.size() >= enough / 4);
      isOver.set(true);
      broker.kill();
      clients.join();
      broker = BrokerProcess.start(directory, CONFIG);
    }
    List<String> left = drain("busy");

    assertThat(witness.failures).isNotEmpty();
    assertThat(left).doesNotHaveDuplicates();
    assertThat(left).doesNotContainAnyElementsOf(witness.completed);
    List<String> mustBeThere = new ArrayList<>(witness.acknowledged);
    mustBeThere.removeAll(witness.completing);
    assertThat(left).containsAll(mustBeThere);
  }

  private void send(String prefix, Witness witness, AtomicBoolean isOver) {
    int next = 0;
    while (!isOver.get()) {
      try (ServiceBusSenderClient sender =
          broker.client().sender().queueName("busy").buildClient()) {
        while (true) {
          String id = prefix + next;
          next++;
          sender.sendMessage(new ServiceBusMessage(id).setMessageId(id));
          witness.acknowledged.add(id);
        }
      } catch (RuntimeException e) {
        witness.failures.add(e);
      }
    }
  }

  private void complete(Witness witness, AtomicBoolean isOver) {
    while (!isOver.get()) {
      try (ServiceBusReceiverClient receiver = receiver("busy")) {
        while (true) {
          for (ServiceBusReceivedMessage message :
              receiver.receiveMessages(5, Duration.ofSeconds(2))) {
            witness.completing.add(message.getMessageId());
            receiver.complete(message);
            witness.completed.add(message.getMessageId());
          }
        }
      } catch (RuntimeException e) {
        witness.failures.add(e);
      }
    }
  }

  private List<String> drain(String queue) {
    List<String> ids = new ArrayList<>();
    try (ServiceBusReceiverClient receiver = receiver(queue)) {
      while (true) {
        List<ServiceBusReceivedMessage> messages =
            receiver.receiveMessages(200, Duration.ofSeconds(1)).stream().toList();
        if (messages.isEmpty()) {
          return ids;
        }
        for (ServiceBusReceivedMessage message : messages) {
          ids.add(message.getMessageId());
          receiver.complete(message);
        }
      }
    }
  }

  @Test
  void deliveryThatTheCrashCutShortCounts() throws IOException {
    broker = BrokerProcess.start(directory, CONFIG);
    send("locked", "m");
    send("tired", "t");

    for (long deliveries = 0; deliveries < 2; deliveries++) {
      assertThat(one(receiver("locked")).getDeliveryCount()).isEqualTo(deliveries);
      assertThat(one(receiver("tired")).getDeliveryCount()).isEqualTo(deliveries);
      restart();
    }

    assertThat(one(receiver("locked")).getDeliveryCount()).isEqualTo(2);
    assertThat(one(deadLetters("tired")).getDeadLetterReason())
        .isEqualTo("MaxDeliveryCountExceeded");
  }

  private ServiceBusReceiverClient deadLetters(String queue) {
    return broker
        .client()
        .receiver()
        .queueName(queue)
        .subQueue(SubQueue.DEAD_LETTER_QUEUE)
        .buildClient();
  }

  @Test
  void everyStateOfAMessageSurvives() throws IOException {
    broker = BrokerProcess.start(directory, CONFIG);
    send("dead", "poison");
    send("deferred", "aside");
    send("done", "finished");
    send("unique", "only-once");
    ServiceBusReceiverClient dead = receiver("dead");
    dead.deadLetter(one(dead), new DeadLetterOptions().setDeadLetterReason("BROKEN"));
    ServiceBusReceiverClient deferring = receiver("deferred");
    ServiceBusReceivedMessage aside = one(deferring);
    deferring.defer(aside);
    ServiceBusReceiverClient done = receiver("done");
    done.complete(one(done));
    long scheduled;
    try (ServiceBusSenderClient sender =
        broker.client().sender().queueName("scheduled").buildClient()) {
      OffsetDateTime soon = OffsetDateTime.now().plusHours(1);
      scheduled = sender.scheduleMessage(new ServiceBusMessage("later"), soon);
      sender.cancelScheduledMessage(sender.scheduleMessage(new ServiceBusMessage("never"), soon));
    }

    restart();
    send("unique", "only-once");

    assertThat(one(deadLetters("dead")).getDeadLetterReason()).isEqualTo("BROKEN");
    assertThat(
            receiver("deferred").receiveDeferredMessage(aside.getSequenceNumber()).getMessageId())
        .isEqualTo("aside");
    assertThat(receiver("done").peekMessage()).isNull();
    assertThat(receiver("scheduled").peekMessages(10))
        .singleElement()
        .satisfies(message -> assertThat(message.getSequenceNumber()).isEqualTo(scheduled));
    assertThat(receiver("unique").peekMessages(10)).hasSize(1);
  }

  @Test
  void sessionsRulesAndEventsSurvive() throws IOException {
    broker = BrokerProcess.start(directory, CONFIG);
    ServiceBusSessionReceiverClient sessions =
        broker.client().sessionReceiver().queueName("sessions").buildClient();
    sessions.acceptSession("A").setSessionState("note".getBytes(StandardCharsets.UTF_8));
    ServiceBusRuleManagerClient rules = rules();
    rules.createRule("second", new CreateRuleOptions(new SqlRuleFilter("score > 1")));
    rules.deleteRule("first");
    EventHubProducerClient producer =
        new EventHubClientBuilder()
            .connectionString(broker.connectionString(), "hub")
            .buildProducerClient();
    producer.send(
        List.of(new EventData("e0"), new EventData("e1")), new SendOptions().setPartitionId("1"));

    restart();

    assertThat(
            broker
                .client()
                .sessionReceiver()
                .queueName("sessions")
                .buildClient()
                .acceptSession("A")
                .getSessionState())
        .asString()
        .isEqualTo("note");
    assertThat(rules().listRules()).singleElement().extracting("name").isEqualTo("second");
    EventHubConsumerClient consumer =
        new EventHubClientBuilder()
            .connectionString(broker.connectionString(), "hub")
            .consumerGroup("learning")
            .buildConsumerClient();
    assertThat(
            consumer.receiveFromPartition("1", 2, EventPosition.earliest(), Duration.ofSeconds(5)))
        .extracting(event -> event.getData().getBodyAsString())
        .containsExactly("e0", "e1");
    assertThat(consumer.getPartitionProperties("1").getLastEnqueuedSequenceNumber()).isEqualTo(1);
  }

  private ServiceBusRuleManagerClient rules() {
    return broker.client().ruleManager().topicName("ruled").subscriptionName("s").buildClient();
  }
}
