package io.casework.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.backup.BackupFile;
import io.casework.backup.StoppedInstallation;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a backup of a laptop installation, and checks it. */
@Command(
    name = "backup",
    description =
        "Backs up an installation that has the embedded database: a running one, which is asked"
            + " over HTTP (--user), or the folder of a stopped one (--data). The password is read"
            + " from CASEWORK_PASSWORD or asked for.",
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The zip to write; must not exist.")
  private Path file = Path.of("backup.zip");

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Option(
      names = "--with-keys",
      description =
          "Also the keys and passwords: then this file alone gives everything away. Without, keep"
              + " the folder keys elsewhere; no personal text can be read without it.")
  private boolean withKeys;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (Files.exists(file)) {
      throw new IOException(file + " exists already");
    }
    var unfinished = Files.createFile(Path.of(file + ".unfinished"), onlyForTheOwner());
    try {
      fill(unfinished);
      var manifest = BackupFile.check(unfinished);
      Files.move(unfinished, file);
      spec.commandLine()
          .getOut()
          .printf(
              "%s: %d files, %s, readable by you alone%n",
              file, manifest.files().size(), withKeys ? "with all keys" : "without keys");
      return 0;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private void fill(Path unfinished) throws IOException, InterruptedException {
    try (var out = Files.newOutputStream(unfinished)) {
      if (source.data != null) {
        StoppedInstallation.backUp(source.data, withKeys, Instant.now(), out);
      } else if (source.server != null) {
        fetch(source.server, out);
      }
    }
  }

  private void fetch(ServerOptions server, OutputStream out)
      throws IOException, InterruptedException {
    var request =
        server
            .request("/api/v1/ops/backup?with_keys=" + withKeys)
            .POST(HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofMinutes(10))
            .build();
    var answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (var body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IOException(
            "answer %d: %s"
                .formatted(answer.statusCode(), new String(body.readNBytes(2000), UTF_8)));
      }
      body.transferTo(out);
    }
  }

  private static FileAttribute<?>[] onlyForTheOwner() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** A running application or a folder. */
  static final class Source {

    @Option(names = "--data", paramLabel = "DIR", description = "The folder of a stopped one.")
    private @Nullable Path data;

    @ArgGroup(exclusive = false)
    private @Nullable ServerOptions server;
  }
}
