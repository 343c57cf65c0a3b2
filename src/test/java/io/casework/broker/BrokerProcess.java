package io.casework.broker;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A broker in a process of its own, which can be killed. */
final class BrokerProcess {

  private final Process process;
  private final BrokerOptions options;

  private BrokerProcess(Process process, BrokerOptions options) {
    this.process = process;
    this.options = options;
  }

  static BrokerProcess start(Path directory, String config) throws IOException {
    Path home = Files.createDirectories(directory);
    Path portFile = home.resolve("port");
    Files.deleteIfExists(portFile);
    Files.writeString(home.resolve("config.json"), config);
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BrokerProcess.class.getName(),
                    home.toString()))
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("broker.log").toFile())
            .start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException(Files.readString(home.resolve("broker.log")));
              }
              return Files.exists(portFile);
            });
    int port = Integer.parseInt(Files.readString(portFile));
    return new BrokerProcess(process, optionsOf(home).withPort(port));
  }

  private static BrokerOptions optionsOf(Path home) throws IOException {
    return new BrokerOptions(
        TestBus.KEY, home.resolve("data"), Files.readString(home.resolve("config.json")));
  }

  /** What the process itself does: serve until whoever started it is gone. */
  public static void main(String[] args) throws IOException {
    Path home = Path.of(args[0]);
    try (EmbeddedServiceBus bus = EmbeddedServiceBus.start(optionsOf(home))) {
      Path unfinished = home.resolve("port.tmp");
      Files.writeString(unfinished, Integer.toString(bus.port()));
      Files.move(unfinished, home.resolve("port"), StandardCopyOption.ATOMIC_MOVE);
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    }
  }

  /** Ends it the hard way, as kill -9 does. */
  void kill() throws IOException {
    process.toHandle().destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  String connectionString() {
    return "Endpoint=sb://localhost:"
        + options.port()
        + ";SharedAccessKeyName="
        + options.keyName()
        + ";SharedAccessKey="
        + options.key()
        + ";UseDevelopmentEmulator=true;";
  }

  /** A client that gives up at once, so that every failure is seen. */
  ServiceBusClientBuilder client() {
    return new ServiceBusClientBuilder()
        .connectionString(connectionString())
        .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Duration.ofSeconds(3)));
  }
}
