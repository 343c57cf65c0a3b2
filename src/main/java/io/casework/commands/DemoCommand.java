package io.casework.commands;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fills the desk while you watch. */
@Command(
    name = "demo",
    description =
        "Sends a realistic stream of events: customers, merchants, bursts, the four"
            + " routes, duplicates and a few poison messages.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--events",
      defaultValue = "60",
      description = "How many; default: ${DEFAULT-VALUE}.")
  private int events;

  @Option(
      names = "--speed",
      defaultValue = "10",
      description =
          "Times faster than one event every two seconds; 0: as fast as possible;"
              + " default: ${DEFAULT-VALUE}.")
  private double speed;

  @Option(
      names = "--seed",
      defaultValue = "0",
      description =
          "The same seed gives the same stream, ids included; default: another each time.")
  private long seed;

  @Mixin private BusOptions bus = new BusOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (events < 0 || speed < 0) {
      throw new IllegalArgumentException("--events and --speed must not be negative");
    }
    var now = Instant.now();
    var stream = new DemoStream(seed == 0 ? now.toEpochMilli() : seed);
    try (var sender = bus.sender(BusOptions.INBOUND)) {
      for (int i = 0; i < events; i++) {
        sender.sendMessage(
            new ServiceBusMessage(
                    BinaryData.fromBytes(
                        stream.next(Instant.now()).getBytes(StandardCharsets.UTF_8)))
                .setContentType("application/json"));
        if (speed > 0) {
          TimeUnit.MILLISECONDS.sleep((long) (2000 / speed * stream.gap()));
        }
      }
    }
    spec.commandLine().getOut().printf("%d sent: %s%n", events, stream.summary());
    return 0;
  }
}
