package io.casework;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import io.casework.commands.DemoAlerts;
import io.casework.commands.DemoStream;
import io.casework.platform.BusConnection;
import io.casework.platform.CaseworkProperties;
import io.casework.platform.FirstRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says where everything is, and on a first run sends itself something to look at. */
@Component
class Welcome {

  private static final Logger log = LoggerFactory.getLogger(Welcome.class);
  private static final int DEMO_EVENTS = 60;
  private static final String DEMO_DONE = "demo-sent";

  private final CaseworkProperties installation;
  private final BusConnection connection;
  private final ServiceBusClientBuilder bus;
  private final Environment environment;
  private final Clock clock;

  Welcome(
      CaseworkProperties installation,
      BusConnection connection,
      ServiceBusClientBuilder bus,
      Environment environment,
      Clock clock) {
    this.installation = installation;
    this.connection = connection;
    this.bus = bus;
    this.environment = environment;
    this.clock = clock;
  }

  @EventListener
  void ready(ApplicationReadyEvent event) throws IOException {
    var web =
        "http://%s:%s"
            .formatted(
                environment.getProperty("server.address", "127.0.0.1"),
                environment.getProperty("local.server.port", "8080"));
    log.info(
        """
        Casework is ready in {} ms.
          Tasklist    {}/camunda/app/tasklist/
          Cockpit     {}/camunda/app/cockpit/
          Cases       {}/api/v1/cases
          Health      http://127.0.0.1:{}/actuator/health/readiness
          Bus         {}
          Users       analyst-1, senior-1, lead-1, auditor-1, admin …; password and bus key in {}
        """,
        event.getTimeTaken().toMillis(),
        web,
        web,
        web,
        environment.getProperty("local.management.port", "8081"),
        connection.serviceBus().replaceFirst("SharedAccessKey=[^;]*", "SharedAccessKey=…"),
        installation.data().resolve(FirstRun.FILE));
    if (installation.demo()) {
      demo();
    }
  }

  private void demo() throws IOException {
    var done = installation.data().resolve(DEMO_DONE);
    if (Files.exists(done)) {
      return;
    }
    var stream = new DemoStream(1);
    var events =
        IntStream.range(0, DEMO_EVENTS).mapToObj(each -> stream.next(clock.instant())).toList();
    send("fraud-cases-inbound", events);
    var alerts = DemoAlerts.about(stream.customers(), clock.instant());
    send("alerts-inbound", alerts);
    Files.createFile(done);
    log.info(
        "sent a demo stream of {} events: {}, and {} alerts",
        DEMO_EVENTS,
        stream.summary(),
        alerts.size());
  }

  private void send(String queue, List<String> bodies) {
    try (var sender = bus.sender().queueName(queue).buildClient()) {
      for (var body : bodies) {
        sender.sendMessage(
            new ServiceBusMessage(BinaryData.fromBytes(body.getBytes(StandardCharsets.UTF_8)))
                .setContentType("application/json"));
      }
    }
  }
}
