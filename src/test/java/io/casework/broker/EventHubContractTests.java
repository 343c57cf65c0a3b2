package io.casework.broker;

import static io.casework.broker.TestBus.hub;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventDataBatch;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.EventProcessorClient;
import com.azure.messaging.eventhubs.EventProcessorClientBuilder;
import com.azure.messaging.eventhubs.LoadBalancingStrategy;
import com.azure.messaging.eventhubs.PartitionProperties;
import com.azure.messaging.eventhubs.models.CreateBatchOptions;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import com.azure.messaging.eventhubs.models.SendOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;

class EventHubContractTests {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir static Path directory;
  static TestBus bus;

  @BeforeAll
  static void start() {
    bus =
        TestBus.start(
            directory,
            hub("described", 3),
            hub("keyed", 4),
            hub("spread", 2),
            hub("positions", 1),
            hub("latest", 1),
            hub("owned", 1),
            hub("processed", 2),
            hub("prefetched", 1),
            hub("tracked", 1),
            hub("backlog", 1),
            hub("large", 1),
            "H{\"Name\": \"forgetful\", \"PartitionCount\": 1, \"MessageRetention\": \"PT1H\"}");
  }

  @AfterAll
  static void stop() {
    bus.close();
  }

  private static EventHubProducerClient producer(String hub) {
    return bus.closing(bus.hubClient(hub).buildProducerClient());
  }

  private static EventHubConsumerClient consumer(String hub) {
    return bus.closing(
        bus.hubClient(hub)
            .consumerGroup(EventHubClientBuilder.DEFAULT_CONSUMER_GROUP_NAME)
            .buildConsumerClient());
  }

  private static void send(String hub, String... bodies) {
    EventHubProducerClient producer = producer(hub);
    for (String body : bodies) {
      producer.send(List.of(new EventData(body)), new SendOptions().setPartitionId("0"));
    }
  }

  private static List<PartitionEvent> receive(String hub, int count, EventPosition position) {
    return consumer(hub).receiveFromPartition("0", count, position, PATIENCE).stream().toList();
  }

  private static List<String> bodies(List<PartitionEvent> events) {
    return events.stream().map(event -> event.getData().getBodyAsString()).toList();
  }

  @Test
  void hubTellsItsPartitionsAndHowFarTheyHaveGot() {
    EventHubProducerClient producer = producer("described");
    PartitionProperties empty = producer.getPartitionProperties("1");
    Instant before = Instant.now().minusSeconds(1);

    producer.send(
        List.of(new EventData("a"), new EventData("b")), new SendOptions().setPartitionId("1"));
    PartitionProperties filled = producer.getPartitionProperties("1");

    assertThat(producer.getEventHubProperties().getName()).isEqualTo("described");
    assertThat(producer.getPartitionIds()).containsExactly("0", "1", "2");
    assertThat(empty.isEmpty()).isTrue();
    assertThat(empty.getLastEnqueuedSequenceNumber()).isEqualTo(-1);
    assertThat(filled.isEmpty()).isFalse();
    assertThat(filled.getBeginningSequenceNumber()).isZero();
    assertThat(filled.getLastEnqueuedSequenceNumber()).isEqualTo(1);
    assertThat(filled.getLastEnqueuedOffset()).isEqualTo("1");
    assertThat(filled.getLastEnqueuedTime()).isAfter(before);
  }

  @Test
  void sameKeyAlwaysGoesToTheSamePartition() {
    EventHubProducerClient producer = producer("keyed");
    for (int i = 0; i < 6; i++) {
      EventDataBatch batch =
          producer.createBatch(new CreateBatchOptions().setPartitionKey("case-1"));
      batch.tryAdd(new EventData("k" + i));
      batch.tryAdd(new EventData("l" + i));
      producer.send(batch);
    }

    List<Long> last =
        producer.getPartitionIds().stream()
            .map(id -> producer.getPartitionProperties(id).getLastEnqueuedSequenceNumber())
            .toList();

    assertThat(last).containsExactlyInAnyOrder(11L, -1L, -1L, -1L);
  }

  @Test
  void eventsWithoutKeyAreSpread() {
    EventHubProducerClient producer = producer("spread");
    for (int i = 0; i < 4; i++) {
      producer.send(List.of(new EventData("s" + i)));
    }

    assertThat(producer.getPartitionProperties("0").getLastEnqueuedSequenceNumber()).isEqualTo(1);
    assertThat(producer.getPartitionProperties("1").getLastEnqueuedSequenceNumber()).isEqualTo(1);
  }

  @Test
  void readerBeginsWhereItWants() {
    send("positions", "e0", "e1", "e2");
    bus.faults().advanceClock(Duration.ofSeconds(10));
    send("positions", "e3", "e4");

    List<PartitionEvent> all = receive("positions", 5, EventPosition.earliest());
    EventData third = all.get(2).getData();

    assertThat(bodies(all)).containsExactly("e0", "e1", "e2", "e3", "e4");
    assertThat(third.getSequenceNumber()).isEqualTo(2);
    assertThat(third.getOffsetString()).isEqualTo("2");
    assertThat(third.getEnqueuedTime()).isNotNull();
    assertThat(bodies(receive("positions", 3, EventPosition.fromOffsetString("1"))))
        .containsExactly("e2", "e3", "e4");
    assertThat(bodies(receive("positions", 2, EventPosition.fromSequenceNumber(2))))
        .containsExactly("e3", "e4");
    assertThat(bodies(receive("positions", 3, EventPosition.fromSequenceNumber(2, true))))
        .containsExactly("e2", "e3", "e4");
    assertThat(
            bodies(
                receive(
                    "positions",
                    2,
                    EventPosition.fromEnqueuedTime(third.getEnqueuedTime().plusSeconds(5)))))
        .containsExactly("e3", "e4");
  }

  @Test
  void readerOfTheLatestSeesOnlyWhatComes() {
    send("latest", "old");
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    EventHubConsumerAsyncClient consumer =
        bus.closing(bus.hubClient("latest").consumerGroup("learning").buildAsyncConsumerClient());
    Disposable reading =
        consumer
            .receiveFromPartition("0", EventPosition.latest())
            .subscribe(event -> seen.add(event.getData().getBodyAsString()));
    await().until(() -> bus.counts("latest").receivers() == 1);

    send("latest", "new");

    await().until(() -> !seen.isEmpty());
    assertThat(seen).containsExactly("new");
    reading.dispose();
  }

  @Test
  void higherOwnerLevelTakesThePartitionOver() {
    send("owned", "o");
    Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    Queue<String> lower = new ConcurrentLinkedQueue<>();
    Queue<String> higher = new ConcurrentLinkedQueue<>();

    Disposable first = read(1, lower, errors);
    await().until(() -> !lower.isEmpty());
    Disposable second = read(2, higher, errors);
    await().until(() -> !higher.isEmpty() && !errors.isEmpty());

    assertThat(errors.peek())
        .isInstanceOfSatisfying(
            AmqpException.class,
            e -> assertThat(e.getErrorCondition()).isEqualTo(AmqpErrorCondition.LINK_STOLEN));
    Queue<Throwable> refused = new ConcurrentLinkedQueue<>();
    Disposable third = read(1, lower, refused);
    await().until(() -> !refused.isEmpty());
    assertThat(bus.counts("owned").receivers()).isEqualTo(1);
    List.of(first, second, third).forEach(Disposable::dispose);
  }

  private static Disposable read(long level, Queue<String> seen, Queue<Throwable> errors) {
    EventHubConsumerAsyncClient consumer =
        bus.closing(bus.hubClient("owned").consumerGroup("learning").buildAsyncConsumerClient());
    return consumer
        .receiveFromPartition(
            "0", EventPosition.earliest(), new ReceiveOptions().setOwnerLevel(level))
        .subscribe(event -> seen.add(event.getData().getBodyAsString()), errors::add);
  }

  @Test
  void processorReadsAllPartitionsAndGoesOnAfterItsCheckpoint() {
    EventHubProducerClient producer = producer("processed");
    InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < 6; i++) {
      producer.send(List.of(new EventData("p" + i)));
    }

    EventProcessorClient processor = processor(checkpoints, seen);
    processor.start();
    await().atMost(Duration.ofSeconds(20)).until(() -> seen.size() == 6);
    processor.stop(Duration.ofSeconds(15));
    producer.send(List.of(new EventData("p6")));
    EventProcessorClient successor = processor(checkpoints, seen);
    successor.start();
    await().atMost(Duration.ofSeconds(20)).until(() -> seen.contains("p6"));
    successor.stop(Duration.ofSeconds(15));

    assertThat(seen)
        .containsExactlyInAnyOrder(
            IntStream.range(0, 7).mapToObj(i -> "p" + i).toArray(String[]::new));
  }

  private static EventProcessorClient processor(
      InMemoryCheckpoints checkpoints, Queue<String> seen) {
    return new EventProcessorClientBuilder()
        .connectionString(bus.bus().connectionString(), "processed")
        .consumerGroup("learning")
        .checkpointStore(checkpoints)
        .loadBalancingStrategy(LoadBalancingStrategy.GREEDY)
        .loadBalancingUpdateInterval(Duration.ofMillis(500))
        .partitionOwnershipExpirationInterval(Duration.ofSeconds(2))
        .initialPartitionEventPosition(id -> EventPosition.earliest())
        .processEvent(
            context -> {
              seen.add(context.getEventData().getBodyAsString());
              context.updateCheckpoint();
            })
        .processError(error -> {})
        .buildEventProcessorClient();
  }

  @Test
  void prefetchingReaderGetsEveryEventOnce() {
    EventHubProducerClient producer = producer("prefetched");
    EventDataBatch batch = producer.createBatch();
    for (int i = 0; i < 500; i++) {
      batch.tryAdd(new EventData("e" + i));
    }
    producer.send(batch);
    EventHubConsumerClient consumer =
        bus.closing(
            bus.hubClient("prefetched")
                .consumerGroup("$Default")
                .prefetchCount(50)
                .buildConsumerClient());

    List<PartitionEvent> events =
        consumer.receiveFromPartition("0", 500, EventPosition.earliest(), PATIENCE).stream()
            .toList();

    assertThat(bodies(events))
        .containsExactly(IntStream.range(0, 500).mapToObj(i -> "e" + i).toArray(String[]::new));
  }

  @Test
  void readerWithTheUsualPrefetchCatchesUp() {
    EventHubProducerClient producer = producer("backlog");
    for (int sent = 0; sent < 3_000; sent += 500) {
      EventDataBatch batch = producer.createBatch();
      for (int i = 0; i < 500; i++) {
        batch.tryAdd(new EventData("e" + (sent + i)));
      }
      producer.send(batch);
    }
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    Disposable reading =
        bus.closing(bus.hubClient("backlog").consumerGroup("learning").buildAsyncConsumerClient())
            .receiveFromPartition("0", EventPosition.earliest())
            .subscribe(event -> seen.add(event.getData().getBodyAsString()), errors::add);

    await().until(() -> seen.size() >= 3_000 || !errors.isEmpty());

    assertThat(errors).isEmpty();
    assertThat(seen)
        .containsExactly(IntStream.range(0, 3_000).mapToObj(i -> "e" + i).toArray(String[]::new));
    reading.dispose();
  }

  @Test
  void readerThatAsksIsToldHowFarThePartitionHasGot() {
    send("tracked", "t0", "t1", "t2");

    PartitionEvent first =
        consumer("tracked")
            .receiveFromPartition(
                "0",
                1,
                EventPosition.earliest(),
                PATIENCE,
                new ReceiveOptions().setTrackLastEnqueuedEventProperties(true))
            .stream()
            .findFirst()
            .orElseThrow();

    assertThat(first.getLastEnqueuedEventProperties().getSequenceNumber()).isEqualTo(2);
    assertThat(first.getLastEnqueuedEventProperties().getOffsetString()).isEqualTo("2");
  }

  @Test
  void oldEventsAreForgottenAndTheNewestStays() {
    send("forgetful", "f0", "f1", "f2");

    bus.faults().advanceClock(Duration.ofHours(2));

    PartitionProperties partition = producer("forgetful").getPartitionProperties("0");
    assertThat(partition.getBeginningSequenceNumber()).isEqualTo(2);
    assertThat(partition.getLastEnqueuedSequenceNumber()).isEqualTo(2);
    assertThat(bodies(receive("forgetful", 1, EventPosition.earliest()))).containsExactly("f2");
  }

  @Test
  void eventMayBeLargerThanAMessage() {
    EventHubProducerClient producer = producer("large");

    producer.send(List.of(new EventData(new byte[600_000])));

    assertThat(bus.counts("large").active()).isEqualTo(1);
    assertThatThrownBy(() -> producer.send(List.of(new EventData(new byte[1_100_000]))))
        .isInstanceOfSatisfying(
            AmqpException.class,
            e ->
                assertThat(e.getErrorCondition())
                    .isEqualTo(AmqpErrorCondition.LINK_PAYLOAD_SIZE_EXCEEDED));
  }

  @Test
  void unknownHubAndGroupAreNotFound() {
    assertThatThrownBy(() -> producer("nowhere").getEventHubProperties())
        .isInstanceOf(AmqpException.class);
    assertThatThrownBy(
            () ->
                bus.closing(
                        bus.hubClient("latest").consumerGroup("strangers").buildConsumerClient())
                    .receiveFromPartition("0", 1, EventPosition.earliest(), PATIENCE)
                    .forEach(event -> {}))
        .isInstanceOf(RuntimeException.class);
  }
}
