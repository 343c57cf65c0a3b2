package io.casework.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends refused messages again, once two people agree: one calls this, another approves. */
@Command(
    name = "replay-dead-letters",
    description =
        "Sends refused messages that fail alike again. --dry-run says what would happen; without it"
            + " the replay waits until somebody else approves it (--approve, or the page"
            + " /dead-letters). The password is read from CASEWORK_PASSWORD or asked for.",
    mixinStandardHelpOptions = true)
final class ReplayDeadLettersCommand implements Callable<Integer> {

  private static final String LETTERS = "/api/v1/dead-letters";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--dry-run", description = "Changes nothing.")
  private boolean dryRun;

  @Option(names = "--signature", description = "Only this group; default: every open one.")
  private @Nullable String signature;

  @Option(names = "--patch", paramLabel = "FILE", description = "JSON patch for every message.")
  private @Nullable Path patch;

  @Option(names = "--reason", description = "Why; required unless it is a dry run.")
  private @Nullable String reason;

  @Option(names = "--approve", paramLabel = "REPLAY", description = "Say yes to another's replay.")
  private @Nullable String approve;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    var out = spec.commandLine().getOut();
    if (approve != null) {
      return approve(approve, out);
    }
    var signatures = signatures();
    if (signatures.isEmpty()) {
      out.println("no open dead letters");
    }
    var failures = 0;
    for (var each : signatures) {
      failures += replay(each, out);
      out.flush();
    }
    return failures == 0 ? 0 : 1;
  }

  private List<String> signatures() throws IOException, InterruptedException {
    if (signature != null) {
      return List.of(signature);
    }
    var found = new ArrayList<String>();
    for (var group : ask("GET", "/groups", null)) {
      if (group.path("open").asInt() > 0) {
        found.add(group.path("signature").asText());
      }
    }
    return found;
  }

  /** Returns 1 if a message would be refused, or the replay was. */
  private int replay(String group, PrintWriter out) throws IOException, InterruptedException {
    var wish = JsonNodeFactory.instance.objectNode();
    wish.put("signature", group);
    wish.put("dry_run", dryRun);
    wish.put("reason", reason);
    wish.set("patch", patch == null ? null : json.readTree(Files.readAllBytes(patch)));
    var answer = ask("POST", "/replay", wish);
    if (!dryRun) {
      out.printf(
          "%s: %d letters, waits for another person: --approve %s%n",
          group, answer.at("/repair/letters").asInt(), answer.at("/repair/repair_id").asText());
      return 0;
    }
    out.printf(
        "%s: %d letters, %d would be taken, %d cannot be sent%n",
        group,
        answer.path("letters").asInt(),
        answer.path("would_pass").asInt(),
        answer.path("cannot_be_sent").asInt());
    answer
        .path("would_fail")
        .forEach(
            flaw ->
                out.printf(
                    "  %d would be refused: %s %s, for example %s%n",
                    flaw.path("count").asInt(),
                    flaw.path("pointer").asText(),
                    flaw.path("rule").asText(),
                    flaw.path("example_id").asText()));
    return answer.path("would_fail").isEmpty() ? 0 : 1;
  }

  private int approve(String replay, PrintWriter out) throws IOException, InterruptedException {
    var path = "/replays/" + replay;
    var progress = ask("POST", path + "/approve", JsonNodeFactory.instance.objectNode());
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (underWay(progress) && System.nanoTime() < until) {
      Thread.sleep(500);
      progress = ask("GET", path, null);
    }
    out.printf(
        "%s: %s, left behind %d%n",
        replay, progress.path("states"), progress.at("/repair/left_behind").asInt());
    return underWay(progress) ? 1 : 0;
  }

  private static boolean underWay(JsonNode progress) {
    var states = progress.path("states");
    return states.path("approved").asInt() + states.path("sent").asInt() > 0;
  }

  private JsonNode ask(String method, String path, @Nullable JsonNode body)
      throws IOException, InterruptedException {
    var request =
        server
            .request(LETTERS + path)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofMinutes(2))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body.toString().getBytes(UTF_8)))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    var text = answer.body();
    if (answer.statusCode() >= 300) {
      throw new IOException(
          "answer %d: %s"
              .formatted(answer.statusCode(), text.substring(0, Math.min(text.length(), 2000))));
    }
    return json.readTree(text);
  }
}
