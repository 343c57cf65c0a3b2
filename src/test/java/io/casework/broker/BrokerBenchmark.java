package io.casework.broker;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How fast the broker is, seen through the SDK, with every answer waiting for the disk.
 *
 * <pre>
 * mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -Xmx1g -Dreactor.schedulers.defaultBoundedElasticSize=128 \
 *   -cp target/test-classes:target/classes:$(cat target/classpath) \
 *   io.casework.broker.BrokerBenchmark
 * </pre>
 */
final class BrokerBenchmark {

  private static final int ROUNDS = 3;
  private static final int MESSAGES = 20_000;
  private static final int SINGLE_MESSAGES = 2_000;
  private static final int BATCH = 100;
  private static final int CALLS = 64;
  private static final BinaryData BODY = BinaryData.fromBytes(new byte[1024]);

  private BrokerBenchmark() {}

  private interface Work {
    void run();
  }

  public static void main(String[] args) throws IOException {
    Path directory = Files.createTempDirectory("broker-benchmark");
    String config = TestBus.config(TestBus.queue("q"), TestBus.queue("single"));
    try (EmbeddedServiceBus bus =
        EmbeddedServiceBus.start(new BrokerOptions(TestBus.KEY, directory, config))) {
      ServiceBusClientBuilder client =
          new ServiceBusClientBuilder().connectionString(bus.connectionString());
      try (ServiceBusSenderClient sender = client.sender().queueName("q").buildClient();
          ServiceBusSenderClient single = client.sender().queueName("single").buildClient()) {
        for (int round = 1; round <= ROUNDS; round++) {
          System.out.println("round " + round);
          measure("durable sends in batches of 100", MESSAGES, () -> sendBatches(sender));
          measure("receives, peek-lock and complete", MESSAGES, () -> receive(client, true));
          sendBatches(sender);
          measure("receives, receive-and-delete", MESSAGES, () -> receive(client, false));
          measure("durable single sends", SINGLE_MESSAGES, () -> sendSingly(single));
        }
      }
    }
    System.exit(0);
  }

  private static void measure(String what, int messages, Work work) {
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "  %-36s %,9.0f per second%n", what, messages / seconds);
  }

  private static void sendBatches(ServiceBusSenderClient sender) {
    for (int sent = 0; sent < MESSAGES; sent += BATCH) {
      ServiceBusMessageBatch batch = sender.createMessageBatch();
      for (int i = 0; i < BATCH; i++) {
        batch.tryAddMessage(new ServiceBusMessage(BODY));
      }
      sender.sendMessages(batch);
    }
  }

  private static void sendSingly(ServiceBusSenderClient sender) {
    for (int i = 0; i < SINGLE_MESSAGES; i++) {
      sender.sendMessage(new ServiceBusMessage(BODY));
    }
  }

  private static void receive(ServiceBusClientBuilder client, boolean complete) {
    CountDownLatch left = new CountDownLatch(MESSAGES);
    ServiceBusProcessorClient processor =
        client
            .processor()
            .queueName("q")
            .receiveMode(
                complete
                    ? ServiceBusReceiveMode.PEEK_LOCK
                    : ServiceBusReceiveMode.RECEIVE_AND_DELETE)
            .disableAutoComplete()
            .maxConcurrentCalls(CALLS)
            .processMessage(
                context -> {
                  if (complete) {
                    context.complete();
                  }
                  left.countDown();
                })
            .processError(TestBus::ignore)
            .buildProcessorClient();
    processor.start();
    try {
      left.await(2, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    processor.close();
  }
}
