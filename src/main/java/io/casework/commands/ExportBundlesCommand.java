package io.casework.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.casework.bundle.ExportCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fetches the bundles of a range of days and checks what came. */
@Command(
    name = "export-bundles",
    description =
        "Fetches the bundles of all cases received in a range, and checks them when a key is given."
            + " The password is read from CASEWORK_PASSWORD or asked for.",
    mixinStandardHelpOptions = true)
final class ExportBundlesCommand implements Callable<Integer> {

  private static final int MEGABYTE = 1 << 20;

  @Option(names = "--url", description = "Default: ${DEFAULT-VALUE}")
  private String url = "http://127.0.0.1:8080";

  @Option(names = "--user", required = true, description = "An auditor.")
  private String user = "";

  @Option(names = "--from", required = true, description = "First day, or an instant.")
  private String from = "";

  @Option(names = "--to", required = true, description = "Last day, or an instant to stop before.")
  private String to = "";

  @Option(names = "--profile", description = "full or redacted; default: ${DEFAULT-VALUE}")
  private String profile = "redacted";

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Must not exist.")
  private Path out = Path.of("export.zip");

  @Option(names = "--key", paramLabel = "PUB.pem", description = "The trusted public key.")
  private @Nullable Path key;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (Files.exists(out)) {
      throw new IOException(out + " exists already");
    }
    var console = spec.commandLine().getErr();
    var answer = ask();
    try (var body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IOException(
            "answer %d: %s"
                .formatted(answer.statusCode(), new String(body.readNBytes(2000), UTF_8)));
      }
      var cases = answer.headers().firstValue("Casework-Cases").orElse("?");
      save(body, cases, console);
    }
    return key == null ? unchecked(console) : check(key, console);
  }

  private HttpResponse<InputStream> ask() throws IOException, InterruptedException {
    var query = "from=%s&to=%s&profile=%s".formatted(encoded(from), encoded(to), encoded(profile));
    var request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/exports?" + query))
            .header("Authorization", Passwords.basic(user))
            .timeout(Duration.ofMinutes(10))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  private void save(InputStream body, String cases, PrintWriter console) throws IOException {
    try (var file = Files.newOutputStream(out)) {
      var buffer = new byte[MEGABYTE];
      long bytes = 0;
      long shown = 0;
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        file.write(buffer, 0, read);
        bytes += read;
        if (bytes / MEGABYTE >= shown + 10) {
          shown = bytes / MEGABYTE;
          console.printf("%d MB of %s cases%n", shown, cases);
          console.flush();
        }
      }
      console.printf("%s: %d bytes, %s cases%n", out, bytes, cases);
    }
  }

  private static int unchecked(PrintWriter console) {
    console.println("not checked: no --key given");
    return 0;
  }

  private int check(Path trusted, PrintWriter console) throws IOException {
    var problems =
        ExportCheck.run(
            out,
            trusted,
            bundles -> {
              if (bundles % 1000 == 0) {
                console.printf("%d bundles checked%n", bundles);
                console.flush();
              }
            });
    problems.forEach(problem -> console.println("FAIL " + problem));
    if (problems.isEmpty()) {
      console.println("OK whole, signed, and every bundle in it is sound");
    }
    return problems.isEmpty() ? 0 : 1;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
