package io.casework.broker;

import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusErrorContext;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.messaging.servicebus.models.SubQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker with clients that clean up after themselves. */
final class TestBus implements AutoCloseable {

  static final String KEY = "a-key-for-tests-only";

  private final List<AutoCloseable> clients = new CopyOnWriteArrayList<>();
  private final EmbeddedServiceBus bus;

  TestBus(EmbeddedServiceBus bus) {
    this.bus = bus;
  }

  /** Queues and topics as the emulator's JSON writes them. */
  static TestBus start(Path directory, String... entities) {
    return new TestBus(EmbeddedServiceBus.start(options(directory, entities)));
  }

  static BrokerOptions options(Path directory, String... entities) {
    return new BrokerOptions(KEY, directory, config(entities));
  }

  static String config(String... entities) {
    String queues = only("Q", entities);
    String topics = only("T", entities);
    String hubs = only("H", entities);
    return """
        // written by a test
        {"UserConfig": {"Namespaces": [{"Name": "ns", "Queues": [%s], "Topics": [%s]}],
                        "NamespaceConfig": [{"Type": "EventHub", "Name": "hubs", "Entities": [%s]}]}}
        """
        .formatted(queues, topics, hubs);
  }

  private static String only(String kind, String... entities) {
    return String.join(
        ",",
        Arrays.stream(entities)
            .filter(entity -> entity.startsWith(kind))
            .map(entity -> entity.substring(1))
            .toList());
  }

  static String queue(String name, String... properties) {
    return "Q{\"Name\": \"%s\", \"Properties\": {%s}}"
        .formatted(name, String.join(",", properties));
  }

  static String topic(String name, String properties, String... subscriptions) {
    return "T{\"Name\": \"%s\", \"Properties\": {%s}, \"Subscriptions\": [%s]}"
        .formatted(name, properties, String.join(",", subscriptions));
  }

  static String subscription(String name, String properties, String... rules) {
    return "{\"Name\": \"%s\", \"Properties\": {%s}, \"Rules\": [%s]}"
        .formatted(name, properties, String.join(",", rules));
  }

  static String sqlRule(String name, String expression) {
    return "{\"Name\": \"%s\", \"Properties\": {\"FilterType\": \"Sql\", \"SqlFilter\": {\"SqlExpression\": \"%s\"}}}"
        .formatted(name, expression);
  }

  static String hub(String name, int partitions) {
    return "H{\"Name\": \"%s\", \"PartitionCount\": \"%d\", \"ConsumerGroups\": [{\"Name\": \"learning\"}]}"
        .formatted(name, partitions);
  }

  EmbeddedServiceBus bus() {
    return bus;
  }

  BrokerFaults faults() {
    return bus.faults();
  }

  EntityCounts counts(String entity) {
    return bus.counts(entity);
  }

  ServiceBusClientBuilder client() {
    return new ServiceBusClientBuilder().connectionString(bus.connectionString());
  }

  EventHubClientBuilder hubClient(String hub) {
    return new EventHubClientBuilder().connectionString(bus.connectionString(), hub);
  }

  <T extends AutoCloseable> T closing(T client) {
    clients.add(client);
    return client;
  }

  ServiceBusSenderClient sender(String queue) {
    return closing(client().sender().queueName(queue).buildClient());
  }

  void send(String queue, String... bodies) {
    try (ServiceBusSenderClient sender = client().sender().queueName(queue).buildClient()) {
      for (String body : bodies) {
        sender.sendMessage(new ServiceBusMessage(body).setMessageId(body));
      }
    }
  }

  ServiceBusReceiverClient receiver(String queue) {
    return closing(client().receiver().queueName(queue).disableAutoComplete().buildClient());
  }

  ServiceBusReceiverClient subscriptionReceiver(String topic, String subscription) {
    return closing(
        client()
            .receiver()
            .topicName(topic)
            .subscriptionName(subscription)
            .disableAutoComplete()
            .buildClient());
  }

  ServiceBusReceiverClient deadLetters(String queue) {
    return closing(
        client()
            .receiver()
            .queueName(queue)
            .subQueue(SubQueue.DEAD_LETTER_QUEUE)
            .disableAutoComplete()
            .buildClient());
  }

  /** Takes all there is, at once and for good. */
  List<String> drain(String queue) {
    try (ServiceBusReceiverClient receiver =
        client()
            .receiver()
            .queueName(queue)
            .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
            .buildClient()) {
      List<String> bodies = new ArrayList<>();
      while (counts(queue).active() > 0) {
        receiver
            .receiveMessages(counts(queue).active(), Duration.ofSeconds(2))
            .forEach(message -> bodies.add(message.getBody().toString()));
      }
      return bodies;
    }
  }

  static ServiceBusReceivedMessage one(ServiceBusReceiverClient receiver) {
    return receiver.receiveMessages(1, Duration.ofSeconds(10)).stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing came from " + receiver.getEntityPath()));
  }

  static void ignore(ServiceBusErrorContext error) {
    // the tests that look at errors bring a listener of their own
  }

  @Override
  public void close() {
    clients.forEach(TestBus::closeQuietly);
    bus.close();
  }

  private static void closeQuietly(AutoCloseable client) {
    try {
      client.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
