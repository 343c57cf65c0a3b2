package io.casework.commands;

import io.casework.bundle.BundleCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a case bundle, offline. */
@Command(
    name = "verify-bundle",
    description =
        "Checks that a case bundle is as it was sealed. Exit code 0: it is; 1: it is not; 2: wrong"
            + " usage.",
    mixinStandardHelpOptions = true)
final class VerifyBundleCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE|DIR", description = "The zip, or the folder it was unpacked to.")
  private Path bundle = Path.of(".");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "PUB.pem",
      description = "The institution's public key, from a place you trust.")
  private Path key = Path.of("key.pem");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    for (var file : List.of(bundle, key)) {
      if (!Files.isReadable(file)) {
        throw wrong(file + " cannot be read");
      }
    }
    var report = check();
    var out = spec.commandLine().getOut();
    report.problems().forEach(problem -> out.println("FAIL " + problem));
    if (report.sound()) {
      out.printf(
          "OK %s: files, name, signature by key %s, and %d records in the audit log of %d%n",
          report.name(), report.keyId(), report.auditRecords(), report.auditSize());
    }
    return report.sound() ? 0 : 1;
  }

  private BundleCheck.Report check() throws IOException {
    try {
      return BundleCheck.run(bundle, key);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
