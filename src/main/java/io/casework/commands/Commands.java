package io.casework.commands;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All commands; {@code java -jar casework.jar <command> --help} explains each. */
@Command(
    name = "casework",
    description = "Fraud case management. Without a command the application is started.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SendCommand.class,
      DemoCommand.class,
      TrainCommand.class,
      ImportModelCommand.class,
      VerifyAuditCommand.class,
      VerifyBundleCommand.class,
      ExportBundlesCommand.class,
      InvariantsCommand.class,
      TriageReportCommand.class,
      ReplayDeadLettersCommand.class,
      BackupCommand.class,
      RestoreCommand.class
    })
public final class Commands implements Runnable {

  /** Whether a first argument is ours, and not an option of the application. */
  public static boolean knows(String argument) {
    return Set.of("--help", "-h", "help").contains(argument)
        || commandLine().getSubcommands().containsKey(argument);
  }

  /** Runs a command as the whole program; returns its exit code. */
  public static int runAlone(String... args) {
    // The SDK's log is for the application; here the command speaks.
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    return run(args);
  }

  /** Runs a command; returns its exit code: 0 done, 1 failed, 2 wrong usage. */
  public static int run(String... args) {
    return commandLine().execute(args);
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  private static CommandLine commandLine() {
    return new CommandLine(new Commands())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println(parsed.commandSpec().name() + ": " + failure.getMessage());
              return 1;
            });
  }
}
