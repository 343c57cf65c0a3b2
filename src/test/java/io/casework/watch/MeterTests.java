package io.casework.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.casework.CaseworkTest;
import io.casework.TestClock;
import io.casework.TestDesk;
import io.casework.TestEvents;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** What can be seen at {@code /actuator/prometheus}, after a case went all ways. */
@CaseworkTest
@AutoConfigureObservability(tracing = false)
class MeterTests {

  private static final Path LIST = Path.of("src/docs/metrics.md");
  private static final Path RULES = Path.of("infra/alerts/casework.rules.yaml");
  private static final Path FOUND = Path.of("target/metrics.md");
  private static final Pattern OURS = Pattern.compile("(casework|orchestration|alerts?)\\.");
  private static final Pattern NAME = Pattern.compile("\\b((?:casework|disk|hikaricp)_[a-z_]+)");

  @Autowired TestDesk desk;
  @Autowired Readings readings;
  @Autowired MeterRegistry meters;
  @LocalManagementPort int port;

  @Test
  @org.junit.jupiter.api.Tag("S2-109")
  @org.junit.jupiter.api.Tag("S2-110")
  @org.junit.jupiter.api.Tag("S2-111")
  void aCaseIsCountedOnItsWholeWay() throws Exception {
    workACase();
    var scrape = scrape();

    assertThat(scrape)
        .contains(
            "casework_cases_opened_total ",
            "casework_cases_routed_total{priority=\"P2\",route=\"medium-risk\",tier=\"medium\"}",
            "casework_cases_cleared_total ",
            "casework_sla_breaches_total{route=\"medium-risk\"}",
            "casework_escalations_total{level=\"1\",reason=\"sla_breach\",route=\"medium-risk\"}",
            "casework_cases_first_touch_seconds_bucket{route=\"medium-risk\",le=\"900.0\"}",
            "casework_cases_resolution_seconds_count{decision=\"legit\",route=\"medium-risk\"}",
            "casework_cases_open{route=\"medium-risk\",status=\"open\"}",
            "casework_cases_waiting_oldest_age_seconds{route=\"kyc-review\"}",
            "casework_queue_messages{entity=\"fraud-cases-inbound\",state=\"dead_lettered\"}",
            "casework_queue_oldest_age_seconds{entity=\"fraud-cases-topic/subscriptions/high-risk\"}",
            "casework_dead_letters_total{entity=\"fraud-cases-inbound\",reason=\"SCHEMA_INVALID\"}",
            "casework_jobs_due{process=\"case-review\",step=\"slaBreached\"}",
            "casework_jobs_due_oldest_age_seconds ",
            "casework_jobs_failing ",
            "casework_incidents_open ",
            "casework_jobs_total{outcome=\"failed\"}",
            "casework_message_deliveries_bucket{entity=\"fraud-cases-inbound\",le=\"1.0\"}",
            "casework_scoring_stage_seconds_bucket{stage=\"read\",le=\"0.005\"}",
            "casework_outbox_waiting{entity=\"alerts-topic\"}",
            "casework_outbox_oldest_age_seconds{entity=\"alerts-topic\"}",
            "casework_notifications{state=\"failed\"}")
        .doesNotContain("u-", "203.0.113.77", "casework_jobs_total{outcome=\"done\"} 0.0");
  }

  @Test
  void theListOfMetersIsTheMetersThereAre() throws Exception {
    workACase();

    var found = table();
    Files.writeString(FOUND, found);

    assertThat(Files.readString(LIST))
        .as("%s is out of date; what was found lies in %s", LIST, FOUND)
        .isEqualTo(found);
  }

  @Test
  @org.junit.jupiter.api.Tag("S2-108")
  void alertsAskForMetersThatExist() throws Exception {
    workACase();
    var scrape = scrape();
    var asked =
        NAME.matcher(Files.readString(RULES))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(asked).isNotEmpty().allSatisfy(name -> assertThat(scrape).contains("\n" + name));
  }

  private void workACase() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.mediumRisk(id));
    desk.send("{\"id\":\"none\"}");
    var unsuspicious = TestEvents.id();
    desk.send(TestEvents.unsuspicious(unsuspicious));
    desk.post(
        "decision-service",
        "/api/v1/transactions",
        "{\"sender_id\":\"%s\",\"receiver_id\":\"r-1\",\"amount_zar\":75000}"
            .formatted(UUID.randomUUID()));
    TestClock.advance(Duration.ofHours(8).plusMinutes(1));
    desk.awaitCase(id, now -> now.path("escalation_level").asInt() > 0);
    desk.post(
        desk.owner(id),
        "/api/v1/cases/" + id + "/resolution",
        "{\"decision\":\"legit\",\"reason_code\":\"travel\"}");
    desk.post("lead-1", "/api/v1/cases/" + id + "/reopen", "{\"note\":\"look again\"}");
    desk.awaitCase(id, now -> now.path("round").asInt() == 2);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> meters.find("casework.dead.letters").counter() != null);
    readings.take();
  }

  private String scrape() throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:%d/actuator/prometheus".formatted(port)))
                .build(),
            HttpResponse.BodyHandlers.ofString(UTF_8))
        .body();
  }

  /** One line for each name: what people who make dashboards look up. */
  private String table() {
    var lines = new TreeMap<String, Meter.Id>();
    Map<String, Set<String>> labels = new TreeMap<>();
    for (var meter : meters.getMeters()) {
      var id = meter.getId();
      if (OURS.matcher(id.getName()).lookingAt()) {
        lines.put(id.getName(), id);
        id.getTags().stream()
            .map(Tag::getKey)
            .forEach(labels.computeIfAbsent(id.getName(), name -> new TreeSet<>())::add);
      }
    }
    return Stream.concat(
            Stream.of(
                "# Metrics",
                "",
                "At `/actuator/prometheus` of the management port; this list is checked by a test. Dots"
                    + " become underscores there, the unit is appended, and counters end in `_total`.",
                "What comes from the database is read every `casework.watch.interval` (15 s), not when"
                    + " it is scraped. Each node counts what it did itself: add up counters, take one"
                    + " node's gauges.",
                "",
                "| Meter | Kind | Unit | Labels | Meaning |",
                "|---|---|---|---|---|"),
            lines.entrySet().stream()
                .map(line -> row(line.getValue(), labels.getOrDefault(line.getKey(), Set.of()))))
        .collect(joining("\n", "", "\n"));
  }

  private static String row(Meter.Id id, Set<String> labels) {
    assertThat(id.getDescription()).as(id.getName()).isNotBlank();
    var unit = id.getBaseUnit();
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            id.getName(),
            id.getType().name().toLowerCase().replace('_', ' '),
            unit == null ? "" : unit,
            labels.stream().map(label -> "`" + label + "`").collect(joining(" ")),
            id.getDescription());
  }
}
