package io.casework.alerts;

import static io.casework.alerts.TriageRig.properties;
import static io.casework.alerts.TriageRig.read;
import static io.casework.alerts.TriageRig.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.alerts.TriageProperties.OpenCase;
import io.casework.alerts.TriageProperties.Policy;
import io.casework.notification.Notice;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What triage promises on every database. */
abstract class TriageContract {

  private static final String WIRE =
      """
      {"txn_id": "T-1", "customer_id": "CUST-1", "amount": 60000, "currency": "USD",
       "country": "US", "risk_score": 95.5, "created_at": "2026-11-20T09:59:00Z"}
      """;

  private final ArrayList<TriageRig> rigs = new ArrayList<>();

  /** Triage on an empty database. */
  abstract TriageRig rig(TriageProperties properties);

  private TriageRig open(TriageProperties properties) {
    var rig = rig(properties);
    rigs.add(rig);
    return rig;
  }

  @AfterEach
  void close() {
    rigs.forEach(TriageRig::close);
  }

  @Test
  @Tag("S3-26")
  @Tag("S3-27")
  @Tag("S3-28")
  @Tag("S3-29")
  @Tag("S3-30")
  @Tag("S3-31")
  @Tag("S3-32")
  @Tag("S3-34")
  @Tag("S3-35")
  void theSampleTwiceGivesTheStatedResults() {
    var rig = open(properties(Policy.HINT_FIRST));

    assertThat(rig.take(sample())).isEqualTo(new Tally(80, 0, 0));
    assertThat(rig.take(sample())).isEqualTo(new Tally(0, 80, 0));

    var report = rig.bean(TriageReport.class).of(null, null);
    assertThat(report.total()).isEqualTo(160);
    assertThat(report.duplicateRate()).isEqualByComparingTo("50");
    assertThat(report.unrouted()).isZero();
    assertThat(report.distinctHashes()).isEqualTo(80);
    assertThat(report.sources()).hasSize(2);
    assertThat(report.severities())
        .extracting(each -> each.severity() + " " + each.alerts() + " " + each.percent())
        .containsExactly("critical 2 1.25", "high 82 51.25", "medium 32 20.00", "low 44 27.50");
  }

  @Test
  @Tag("S3-20")
  @Tag("S3-40")
  @Tag("S3-69")
  void eachAlertHasItsRowWithDestinationsAndTime() {
    var rig = open(properties(Policy.HIGHEST));

    rig.take(WIRE);
    rig.clock.advance(Duration.ofMinutes(1));
    rig.take(WIRE);

    assertThat(
            rig.jdbc
                .sql(
                    "select severity, routed_to, sla_seconds, duplicate from alert_triage order by 3")
                .query()
                .listOfRows())
        .extracting(
            row ->
                "%s|%s|%s|%s"
                    .formatted(
                        row.get("severity"),
                        row.get("routed_to"),
                        row.get("sla_seconds"),
                        row.get("duplicate")))
        .containsExactly(
            "critical|slack:compliance-critical,email:compliance-leads|60|null",
            "critical|suppressed:duplicate|120|exact");
  }

  @Test
  @Tag("S3-159")
  void anAlertIsToldAgainFromItsRow() {
    var rig = open(properties(Policy.HIGHEST));
    rig.take(WIRE);

    var alert = rig.queue().get(0);
    var again = rig.bean(TriageLog.class).incoming(alert.alertId()).orElseThrow();

    assertThat(again).isEqualTo(read("api", WIRE));
    assertThat(rig.jdbc.sql("select payload from alert_triage").query(String.class).single())
        .doesNotContain("CUST-1");
  }

  @Test
  void whatIsTooOldToKeepCannotBeReadAnyMore() {
    var rig = open(properties(Policy.HIGHEST));
    rig.take(WIRE);
    rig.clock.advance(Duration.ofDays(500));

    assertThat(rig.bean(TriageLog.class).forget(rig.clock.instant().minus(Duration.ofDays(400))))
        .isOne();

    assertThat(rig.bean(TriageLog.class).incoming(rig.queue().get(0).alertId())).isEmpty();
  }

  @Test
  @Tag("S3-16")
  @Tag("S3-85")
  void theWindowRunsFromTheFirstSightAndThenAnew() {
    var rig = open(properties(Policy.HIGHEST));
    rig.take(WIRE);

    rig.clock.advance(Duration.ofHours(24));
    assertThat(rig.take(WIRE)).as("the last moment of the window").isEqualTo(new Tally(0, 1, 0));
    rig.clock.advance(Duration.ofSeconds(1));
    assertThat(rig.take(WIRE)).as("beyond it").isEqualTo(new Tally(1, 0, 0));
    rig.clock.advance(Duration.ofHours(23));
    assertThat(rig.take(WIRE)).as("within the next").isEqualTo(new Tally(0, 1, 0));
  }

  @Test
  void oneEventFromTwoSourcesIsOneAlert() {
    var rig = open(properties(Policy.HIGHEST));
    rig.take(WIRE);

    var tally =
        rig.take(
            """
            {"external_id": "T-1", "customer_id": "CUST-1", "amount": "60000.00",
             "currency": "usd", "country": "us", "risk_score": "95.50", "source": "table",
             "created_at": "2026-11-20T09:59:30Z"}
            """);

    assertThat(tally).isEqualTo(new Tally(0, 1, 0));
    assertThat(
            rig.jdbc
                .sql("select count(*) from alert_triage where duplicate = 'canonical'")
                .query(Long.class)
                .single())
        .isOne();
  }

  @Test
  void withinOneBatchTheSecondIsADuplicateToo() {
    var rig = open(properties(Policy.HIGHEST));

    assertThat(rig.take(WIRE, WIRE, WIRE.replace("T-1", "T-2"))).isEqualTo(new Tally(2, 1, 0));
  }

  @Test
  void aCrashBeforeTheCommitLeavesNothing() {
    var rig = open(properties(Policy.HIGHEST));

    assertThatThrownBy(
            () ->
                rig.bean(Triage.class)
                    .take(
                        "run",
                        List.of(read("api", WIRE)),
                        "ops-1",
                        () -> {
                          throw new IllegalStateException("position cannot be kept");
                        },
                        tally -> {}))
        .isInstanceOf(IllegalStateException.class);

    assertThat(rig.queue()).isEmpty();
    assertThat(rig.take(WIRE)).isEqualTo(new Tally(1, 0, 0));
  }

  @Test
  @Tag("S3-88")
  void theHigherOfHintAndContentCounts() {
    var rig = open(properties(Policy.HIGHEST));

    rig.take(WIRE.replace("\"country\"", "\"severity_hint\": \"high\", \"country\""));

    assertThat(rig.queue().get(0).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(rig.queue().get(0).score()).isEqualByComparingTo(new BigDecimal("0.955"));
  }

  @Test
  @Tag("S3-134")
  void outsideWorkingHoursHighIsCritical() {
    var rig = open(properties(Policy.HIGHEST, OpenCase.NEVER, true));
    var high = WIRE.replace("95.5", "80");

    rig.take(high); // a Friday, 10:00
    rig.clock.advance(Duration.ofHours(7)); // 17:00
    rig.take(high.replace("T-1", "T-2"));

    assertThat(rig.queue())
        .extracting(Alert::severity)
        .containsExactly(Severity.HIGH, Severity.CRITICAL);
    assertThat(rig.queue().get(1).reason()).endsWith(", after hours");
  }

  @Test
  void criticalAlertsBecomeCasesWhenSoConfigured() {
    var rig = open(properties(Policy.HIGHEST, OpenCase.CRITICAL, false));

    rig.take(WIRE, WIRE.replace("T-1", "T-2").replace("95.5", "80"));

    assertThat(rig.posted).hasSize(1);
    var posted = rig.posted.get(0);
    assertThat(rig.queue()).extracting(Alert::caseId).containsExactlyInAnyOrder(posted.key(), null);
    assertThat(posted.body()).contains("\"score\":0.955").contains("CUST-1");
  }

  @Test
  @Tag("S3-105")
  @Tag("S3-09")
  void eachNewAlertIsToldOnceWithoutAnythingPersonal() {
    var rig = open(properties(Policy.HIGHEST));
    var mail =
        """
        {"message_id": "m-1", "vendor": "VendorAlpha", "created_at": "2026-11-20T09:59:00Z",
         "subject": "Suspicious transfer of a.person@example.org, card 4111 1111 1111 1111",
         "body": "IBAN DE89370400440532013000"}
        """;

    rig.take(mail);
    rig.take(mail);

    assertThat(rig.told.notices).hasSize(1);
    var notice = rig.told.notices.get(0);
    assertThat(notice.subject()).isEqualTo("[MEDIUM] Suspicious transfer of […], card […]");
    assertThat(notice.text()).doesNotContain("DE89");
    assertThat(notice.link()).endsWith("/alerts/" + rig.queue().get(0).alertId());
  }

  @Test
  void aCrowdIsToldAtOnceAndItsTotalAfterTheMinute() {
    var rig = open(properties(Policy.HIGHEST));
    var crowd =
        IntStream.range(0, 1200)
            .mapToObj(each -> read("csv", WIRE.replace("T-1", "T-" + each)))
            .toList();

    rig.take(crowd);

    assertThat(rig.queue()).hasSize(1200);
    assertThat(rig.told.notices)
        .extracting(Notice::subject)
        .containsExactly("[CRITICAL] 500 alerts at once");
    rig.bean(Crowds.class).tellTotals();
    assertThat(rig.told.notices).as("the minute is not over").hasSize(1);

    rig.clock.advance(Duration.ofMinutes(1));
    rig.bean(Crowds.class).tellTotals();
    rig.bean(Crowds.class).tellTotals();

    assertThat(rig.told.notices)
        .extracting(Notice::subject)
        .containsExactly("[CRITICAL] 500 alerts at once", "[CRITICAL] 1200 alerts within a minute");
  }

  @Test
  @Tag("S3-06")
  void theAuditTrailHearsOfEachAlertAndNamesNobody() {
    var rig = open(properties(Policy.HIGHEST));

    rig.take(WIRE, WIRE);

    assertThat(rig.facts())
        .extracting(fact -> fact.kind())
        .containsExactly("alert_triaged", "alert_repeated");
    assertThat(rig.facts().toString()).doesNotContain("CUST-1");
    assertThat(rig.facts().get(0).facts())
        .containsAllEntriesOf(
            Map.of(
                "severity",
                "CRITICAL",
                "routed_to",
                "slack:compliance-critical,email:compliance-leads"));
  }

  @Test
  @Tag("S3-51")
  void aSourceWhoseClockIsAheadWaitedNotLessThanNothing() {
    var rig = open(properties(Policy.HIGHEST));

    rig.take(WIRE.replace("09:59:00Z", "12:00:00+01:00"));

    var report = rig.bean(TriageReport.class).of(Instant.EPOCH, null);
    assertThat(report.sla().maximum()).isZero();
  }
}
