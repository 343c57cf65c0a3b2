package io.casework.commands;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusMessage;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Posts files as they are, one message each; what is wrong with them is the application's to say.
 */
@Command(
    name = "send",
    description = "Posts case events to the queue fraud-cases-inbound, a file each.",
    mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files with one JSON event each.")
  private List<Path> files = List.of();

  @Option(names = "--rate", description = "Messages a second at the most; default: no limit.")
  private double rate;

  @Mixin private BusOptions bus = new BusOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    var out = spec.commandLine().getOut();
    for (var file : files) {
      if (!Files.isReadable(file)) {
        throw new NoSuchFileException(file + " cannot be read; nothing was sent");
      }
    }
    try (var sender = bus.sender(BusOptions.INBOUND)) {
      for (var file : files) {
        sender.sendMessage(
            new ServiceBusMessage(BinaryData.fromBytes(Files.readAllBytes(file)))
                .setContentType("application/json"));
        report(out, file);
        pause();
      }
    }
    out.printf("%d sent%n", files.size());
    return 0;
  }

  private static void report(PrintWriter out, Path file) {
    out.println("sent " + file);
    out.flush();
  }

  private void pause() throws InterruptedException {
    if (rate > 0) {
      TimeUnit.NANOSECONDS.sleep((long) (TimeUnit.SECONDS.toNanos(1) / rate));
    }
  }
}
