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
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a running application what became of all alerts. */
@Command(
    name = "triage-report",
    description =
        "What became of alerts: how many came, how severe they were, whether each went somewhere,"
            + " how long they waited, how many were duplicates. The password is read from"
            + " CASEWORK_PASSWORD or asked for.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every alert went somewhere",
      "1:some alert went nowhere",
      "2:the application gave no answer"
    },
    mixinStandardHelpOptions = true)
final class TriageReportCommand implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--from", paramLabel = "TIME", description = "Triaged from: 2026-01-31T00:00:00Z")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Triaged before.")
  private @Nullable String to;

  @Option(names = "--json", description = "The answer as it came.")
  private boolean asJson;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    try {
      var answer = ask();
      if (answer.statusCode() != 200) {
        throw new IOException("answer %d: %s".formatted(answer.statusCode(), answer.body()));
      }
      var report = new ObjectMapper().readTree(answer.body());
      var out = spec.commandLine().getOut();
      if (asJson) {
        out.println(answer.body());
      } else {
        show(report, out);
      }
      out.flush();
      return report.path("unrouted").asLong() == 0 ? 0 : 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println("triage-report: no answer: " + e);
      return 2;
    }
  }

  private HttpResponse<String> ask() throws IOException, InterruptedException {
    var span = new ArrayList<String>();
    if (from != null) {
      span.add("from=" + URLEncoder.encode(from, UTF_8));
    }
    if (to != null) {
      span.add("to=" + URLEncoder.encode(to, UTF_8));
    }
    var request =
        server
            .request("/api/v1/alerts/report?" + String.join("&", span))
            .timeout(Duration.ofMinutes(5))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static void show(JsonNode report, PrintWriter out) {
    out.printf(
        "%d alerts: %d processed, %d duplicates (%s %%), %d went nowhere; %d distinct%n",
        report.path("total").asLong(),
        report.path("processed").asLong(),
        report.path("duplicates").asLong(),
        report.path("duplicate_rate").asText(),
        report.path("unrouted").asLong(),
        report.path("distinct_hashes").asLong());
    out.printf("%n%-10s %8s %8s %14s %14s%n", "severity", "alerts", "%", "average s", "longest s");
    for (var each : report.path("severities")) {
      out.printf(
          "%-10s %8d %8s %14d %14d%n",
          each.path("severity").asText(),
          each.path("alerts").asLong(),
          each.path("percent").asText(),
          each.path("sla").path("average").asLong(),
          each.path("sla").path("maximum").asLong());
    }
    out.println();
    report
        .path("destinations")
        .forEach(
            each ->
                out.printf("%8d %s%n", each.path("alerts").asLong(), each.path("name").asText()));
  }
}
