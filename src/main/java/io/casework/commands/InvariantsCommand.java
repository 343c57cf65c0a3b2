package io.casework.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks the oracle of a running application. */
@Command(
    name = "invariants",
    description =
        "Asks the running application whether all that it vouches for is true. The password is"
            + " read from CASEWORK_PASSWORD or asked for.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing is broken",
      "1:something is broken, or could not be checked",
      "2:the application gave no answer"
    },
    mixinStandardHelpOptions = true)
final class InvariantsCommand implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--json", description = "The answer as it came.")
  private boolean asJson;

  @Option(names = "--id", description = "Only this one: I4, or I4a.")
  private @Nullable String id;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    try {
      var answer = ask();
      if (answer.statusCode() != 200) {
        throw new IOException("answer %d: %s".formatted(answer.statusCode(), answer.body()));
      }
      return show(answer.body(), spec.commandLine().getOut());
    } catch (IOException e) {
      spec.commandLine().getErr().println("invariants: no answer: " + e);
      return 2;
    }
  }

  private HttpResponse<String> ask() throws IOException, InterruptedException {
    var only = id == null ? "" : "?id=" + URLEncoder.encode(id, UTF_8);
    var request =
        server.request("/api/v1/ops/invariants" + only).timeout(Duration.ofMinutes(10)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private int show(String body, PrintWriter out) throws IOException {
    var findings = new ObjectMapper().readTree(body);
    var sound = true;
    for (var each : findings.path("invariants")) {
      sound &= each.path("breaches").asLong(-1) == 0;
      if (!asJson) {
        out.println(line(each));
      }
    }
    if (asJson) {
      out.println(body);
    }
    out.flush();
    return sound ? 0 : 1;
  }

  private static String line(JsonNode each) {
    var state =
        each.path("error").isTextual()
            ? "cannot be checked: " + each.path("error").asText()
            : each.path("breaches").asLong() == 0 ? "ok" : each.path("breaches") + " broken";
    var line =
        "%-5s %-12s %s".formatted(each.path("id").asText(), state, each.path("promise").asText());
    var examples = each.path("examples");
    return examples.isEmpty() ? line : line + "\n      " + examples;
  }
}
