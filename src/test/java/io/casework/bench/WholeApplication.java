package io.casework.bench;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import io.casework.CaseworkApplication;
import io.casework.TestEvents;
import io.casework.platform.BusConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application with its embedded bus, fed by the SDK as the decision service would. */
final class WholeApplication implements AutoCloseable {

  private final TemporaryFolder folder = new TemporaryFolder("casework-bench");
  private final ConfigurableApplicationContext application;
  private final JdbcClient jdbc;
  private final String bus;
  private int sent;

  WholeApplication(String[] properties) {
    this(properties, List.of());
  }

  /** The application without some of its beans, to see what they cost. */
  WholeApplication(String[] properties, List<String> leftOut) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--casework.installation.data=" + folder.path(),
                "--casework.bus.broker-port=0",
                "--server.port=0",
                "--management.server.port=0",
                "--logging.level.root=WARN"));
    arguments.addAll(Arrays.asList(properties));
    this.application =
        new SpringApplicationBuilder(CaseworkApplication.class)
            .initializers(
                (GenericApplicationContext context) ->
                    context.getBeanFactory().addBeanPostProcessor(CountingDataSource.counting()))
            .initializers(
                (GenericApplicationContext context) ->
                    context.addBeanFactoryPostProcessor(
                        factory -> leftOut.forEach(context::removeBeanDefinition)))
            .run(arguments.toArray(String[]::new));
    this.jdbc = application.getBean(JdbcClient.class);
    this.bus = application.getBean(BusConnection.class).serviceBus();
  }

  /** Seconds from the first send until the tasks of that many more cases are open. */
  double run(int cases) throws InterruptedException {
    var start = System.nanoTime();
    send(cases);
    sent += cases;
    while (jdbc.sql("select count(*) from act_ru_task").query(Integer.class).single() < sent) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void send(int events) {
    try (var sender =
        new ServiceBusClientBuilder()
            .connectionString(bus)
            .sender()
            .queueName("fraud-cases-inbound")
            .buildClient()) {
      var batch = sender.createMessageBatch();
      for (int i = 0; i < events; i++) {
        var event =
            new ServiceBusMessage(
                BinaryData.fromBytes(
                    TestEvents.highRisk(TestEvents.id())
                        .replace("m-7", "m-" + i % 500)
                        .getBytes(StandardCharsets.UTF_8)));
        if (!batch.tryAddMessage(event)) {
          sender.sendMessages(batch);
          batch = sender.createMessageBatch();
          batch.tryAddMessage(event);
        }
      }
      sender.sendMessages(batch);
    }
  }

  @Override
  public void close() {
    application.close();
    folder.close();
  }
}
