package io.casework.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Alerts by HTTP and by the queue, in the whole application. */
@CaseworkTest
class IngestTests {

  private static final String[] CSV = {"Content-Type", "text/csv"};

  @Autowired private TestDesk desk;
  @Autowired private JdbcClient jdbc;

  @Test
  void whatCanBeReadIsTakenAndWhatCannotIsNamed() {
    var answer =
        desk.post(
            "ops-1",
            "/api/v1/alerts/ingest?source=email",
            "[%s, {\"subject\": \"no time\"}, {\"created_at\": \"2026-11-20T09:00:00Z\", \"risk_score\": 101}]"
                .formatted(mail("readable")));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("processed").asInt()).isOne();
    assertThat(answer.json().path("failed").asInt()).isEqualTo(2);
    assertThat(answer.json().path("errors").get(0).path("field").asText())
        .isEqualTo("/alerts/1/created_at");
    assertThat(answer.json().path("errors").get(1).path("rule").asText())
        .isEqualTo("must lie between 0 and 100");
    assertThat(answer.body()).doesNotContain("101");
  }

  @Test
  void theSecondTimeIsADuplicate() {
    var mail = mail("twice");

    assertThat(ingest(mail).json().path("processed").asInt()).isOne();
    var again = ingest(mail).json();

    assertThat(again.path("processed").asInt()).isZero();
    assertThat(again.path("duplicates").asInt()).isOne();
  }

  @Test
  void tablesAreReadByLineAndColumn() {
    var header = "txn_id,customer_id,amount,currency,country,txn_type,risk_score,created_at\n";
    var good = "T-%s,C-1,10.00,USD,US,wire,20,2026-11-20T09:00:00Z\n".formatted(UUID.randomUUID());

    var answer =
        desk.post(
            "ops-1",
            "/api/v1/alerts/ingest?source=csv",
            header + good + "T-2,C-1,ten,USD,US,wire,20,2026-11-20T09:00:00Z\n",
            CSV);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("processed").asInt()).isOne();
    assertThat(answer.json().path("errors").get(0).path("field").asText())
        .isEqualTo("line 3, amount");
  }

  @Test
  void whatIsNoTableOrNoJsonIsAProblem() {
    assertThat(desk.post("ops-1", "/api/v1/alerts/ingest?source=csv", "a,b\n1,2\n", CSV).status())
        .isEqualTo(422);
    assertThat(desk.post("ops-1", "/api/v1/alerts/ingest?source=email", "[{]").status())
        .isEqualTo(400);
    assertThat(
            desk.post(
                    "ops-1",
                    "/api/v1/alerts/ingest?source=email",
                    "[%s], \"x\": 1".formatted(mail("x")))
                .status())
        .as("nothing may follow")
        .isEqualTo(400);
    assertThat(desk.post("ops-1", "/api/v1/alerts/ingest?source=email", "7").status())
        .isEqualTo(400);
    assertThat(
            desk.post("ops-1", "/api/v1/alerts/ingest?source=fax", mail("fax"))
                .json()
                .path("detail")
                .asText())
        .isEqualTo("source: must be email or csv");
  }

  @Test
  void onlyOperationsHandOverAlerts() {
    assertThat(desk.post("analyst-1", "/api/v1/alerts/ingest?source=email", mail("x")).status())
        .isEqualTo(403);
  }

  @Test
  @Tag("S3-110")
  void alertsFromTheQueueAreTriagedAndBadOnesAreDeadLettered() {
    var vendor = "Vendor-" + UUID.randomUUID();

    desk.sendTo("alerts-inbound", mail(vendor), "{\"subject\": \"no time\"}");

    await()
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                "select count(*) from alert_triage where source = 'queue' and duplicate is null")
                            .query(Integer.class)
                            .single())
                    .isPositive());
    await()
        .untilAsserted(
            () ->
                assertThat(desk.get("ops-1", "/api/v1/dead-letters?entity=alerts-inbound").body())
                    .contains("alerts-inbound"));
  }

  @Test
  @Tag("S3-57")
  @Tag("S3-100")
  @Tag("S3-102")
  @Tag("S3-103")
  @Tag("S3-104")
  void examinersReadTheReport() {
    ingest(mail("reported"));

    var report = desk.get("auditor-1", "/api/v1/alerts/report").json();

    assertThat(report.path("total").asLong()).isPositive();
    assertThat(report.path("unrouted").asLong()).isZero();
    assertThat(report.path("severities")).isNotEmpty();
    assertThat(desk.get("analyst-1", "/api/v1/alerts/report").status()).isEqualTo(403);
    assertThat(desk.get("auditor-1", "/api/v1/alerts/report?from=yesterday").status())
        .isEqualTo(422);
  }

  @Test
  @Tag("S3-145")
  void anybodyAsksWhetherTriageIsHealthy() {
    assertThat(desk.get("analyst-1", "/api/v1/alerts/health").json().path("status").asText())
        .isEqualTo("healthy");
    assertThat(desk.get("ops-1", "/api/v1/alerts/runs").json()).isNotEmpty();
    assertThat(desk.get("ops-1", "/api/v1/alerts/files").json().isArray()).isTrue();
    assertThat(desk.get("analyst-1", "/api/v1/alerts/files").status()).isEqualTo(403);
  }

  @Test
  @Tag("S3-141")
  @Tag("S3-98")
  void aCriticalAlertIsOnItsChannelWithinAMinute() {
    var vendor = "Vendor-" + UUID.randomUUID();

    ingest(mail(vendor).replace("\"subject\"", "\"risk_score\": 99, \"subject\""));

    await()
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                """
                                select count(*) from notification_delivery d
                                  join notification n on n.notification_key = d.notification_key
                                where n.kind = 'alert_triaged' and n.urgency = 'critical'
                                  and d.state = 'sent'
                                """)
                            .query(Integer.class)
                            .single())
                    .isGreaterThanOrEqualTo(2));
  }

  @Test
  void whoWasToldOfAnAlertIsSeenWithIt() {
    var vendor = "Vendor-" + UUID.randomUUID();
    ingest(
        mail(vendor).replace("\"low\"", "\"high\"").replace("\"m\"", "\"%s\"".formatted(vendor)));
    var id =
        desk.get("analyst-1", "/api/v1/alerts?q=" + vendor).json().at("/items/0/alert_id").asText();

    await()
        .untilAsserted(
            () ->
                assertThat(desk.get("analyst-1", "/api/v1/alerts/" + id).json().path("told"))
                    .extracting(
                        told ->
                            told.path("destination").asText() + " " + told.path("state").asText())
                    .containsExactly("slack:compliance-high sent", "email:compliance sent"));
  }

  private TestDesk.Answer ingest(String mail) {
    return desk.post("ops-1", "/api/v1/alerts/ingest?source=email", mail);
  }

  private static String mail(String vendor) {
    return """
    {"message_id": "m", "vendor": "%s", "subject": "KYC document expiring",
     "body": "Large cash deposit flagged.", "severity_hint": "low",
     "created_at": "2026-11-20T09:00:00Z"}
    """
        .formatted(vendor);
  }
}
