package io.casework.commands;

import io.casework.audit.LogVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks the audit log as it lies in the archive. */
@Command(
    name = "verify-audit",
    description =
        "Checks an audit log offline: seals, file lists, sums, checkpoints, numbering, chain,"
            + " tree.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the log is what was sealed",
      "1:it is not; the message names file and line",
      "2:something cannot be read"
    },
    mixinStandardHelpOptions = true)
final class VerifyAuditCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DIR",
      description = "The folder audit of the archive, or a copy of it: a folder per day.")
  private Path folder = Path.of("audit");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "PUB.pem",
      description =
          "The public key, from a place that you trust; repeat it where the key was changed.")
  private List<Path> keys = List.of();

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "A checkpoint kept elsewhere; the log must begin with what it signs.")
  private @Nullable Path checkpoint;

  @Option(
      names = "--tsa-cert",
      paramLabel = "CERT.pem",
      description =
          "The certificate of the time stamp authority; else time stamps are not checked.")
  private @Nullable Path tsaCertificate;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var err = spec.commandLine().getErr();
    try {
      var found = LogVerifier.verify(folder, keys, checkpoint, tsaCertificate);
      spec.commandLine().getOut().print(found);
      spec.commandLine().getOut().flush();
      return 0;
    } catch (LogVerifier.Broken e) {
      err.println("FAIL: " + e.getMessage());
      return 1;
    } catch (IOException e) {
      err.println("cannot be read: " + e);
      return 2;
    }
  }
}
