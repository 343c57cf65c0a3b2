package io.casework.faults;

import io.casework.broker.BrokerOptions;
import io.casework.broker.EmbeddedServiceBus;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;

/** The bus in a process of its own, which several nodes share and which can be killed too. */
final class BusProcess {

  static final String KEY = "only-for-tests-only-for-tests-00";

  private final Path folder;
  private final int port;
  private Child process;

  BusProcess(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    start();
  }

  void start() throws IOException {
    process =
        Child.start(
            folder.resolve("bus.log"),
            Map.of(),
            List.of(
                Child.java(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                BusProcess.class.getName(),
                folder.toString(),
                String.valueOf(port)));
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .ignoreExceptions()
        .until(
            () -> {
              new Socket("127.0.0.1", port).close();
              return true;
            });
  }

  void kill() throws InterruptedException {
    process.kill();
  }

  /** Serves until it is killed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (var config =
            Objects.requireNonNull(BusProcess.class.getResourceAsStream("/broker/config.json"));
        var bus =
            EmbeddedServiceBus.start(
                new BrokerOptions(
                        KEY,
                        Path.of(arguments[0], "bus"),
                        new String(config.readAllBytes(), StandardCharsets.UTF_8))
                    .withPort(Integer.parseInt(arguments[1]))
                    .withSync(BrokerOptions.Sync.OPERATING_SYSTEM))) {
      System.out.println("bus on port " + bus.port());
      new CountDownLatch(1).await();
    }
  }

  static String connection(int port) {
    return ("Endpoint=sb://localhost:%d;SharedAccessKeyName=RootManageSharedAccessKey;"
            + "SharedAccessKey=%s;UseDevelopmentEmulator=true;")
        .formatted(port, KEY);
  }
}
