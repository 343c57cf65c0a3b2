package io.casework.commands;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which bus a command talks to: the given one, else the embedded broker of the data folder. */
final class BusOptions {

  static final String INBOUND = "fraud-cases-inbound";

  @Option(
      names = "--connection-string",
      description =
          "Service Bus to send to; default: $CASEWORK_BUS_CONNECTION_STRING, else the"
              + " embedded broker of --data.")
  private @Nullable String connectionString = System.getenv("CASEWORK_BUS_CONNECTION_STRING");

  @Option(
      names = "--data",
      description = "Data folder of the running application; default: $CASEWORK_DATA, else ./data.")
  private Path data = Path.of(environment("CASEWORK_DATA", "./data"));

  @Option(
      names = "--broker-port",
      description = "Port of its embedded broker; default: $CASEWORK_BROKER_PORT, else 5672.")
  private int port = Integer.parseInt(environment("CASEWORK_BROKER_PORT", "5672"));

  ServiceBusSenderClient sender(String queue) throws IOException {
    return new ServiceBusClientBuilder()
        .connectionString(connectionString())
        .retryOptions(new AmqpRetryOptions().setTryTimeout(Duration.ofSeconds(10)).setMaxRetries(2))
        .sender()
        .queueName(queue)
        .buildClient();
  }

  private String connectionString() throws IOException {
    if (connectionString != null && !connectionString.isBlank()) {
      return connectionString;
    }
    var key = System.getenv("CASEWORK_BROKER_KEY");
    var name = "RootManageSharedAccessKey";
    if (key == null || key.isBlank()) {
      var file = data.resolve("first-run.json");
      if (!Files.isReadable(file)) {
        throw new IOException(
            file
                + " cannot be read: start the application first, or name the bus with"
                + " --connection-string");
      }
      var secrets = new ObjectMapper().readTree(file.toFile());
      key = secrets.path("broker_key").asText();
      name = secrets.path("broker_key_name").asText(name);
    }
    try (var probe = new Socket()) {
      probe.connect(new InetSocketAddress("127.0.0.1", port), 2000);
    } catch (IOException e) {
      throw new IOException(
          "nothing listens on 127.0.0.1:%d; is the application running?".formatted(port), e);
    }
    return "Endpoint=sb://localhost:%d;SharedAccessKeyName=%s;SharedAccessKey=%s;UseDevelopmentEmulator=true;"
        .formatted(port, name, key);
  }

  private static String environment(String name, String otherwise) {
    var value = System.getenv(name);
    return value == null || value.isBlank() ? otherwise : value;
  }
}
