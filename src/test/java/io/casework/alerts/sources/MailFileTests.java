package io.casework.alerts.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.alerts.AlertSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON files with mails in the drop folder. */
class MailFileTests extends AlertSourceContract {

  @TempDir Path temporary;
  private DropRig drop;

  @Override
  void prepare() throws IOException {
    drop = new DropRig(rig, temporary.resolve("drop"));
    drop.started();
  }

  @Override
  AlertSource started() {
    return drop.started();
  }

  @Override
  void arrive(int from, int to) throws IOException {
    var mails = new StringBuilder("[");
    for (int number = from; number < to; number++) {
      mails.append(number == from ? "" : ",\n").append(mail("A-" + number));
    }
    drop.file(UUID.randomUUID() + ".json", mails + "]");
  }

  private static String mail(String id) {
    return """
        {"message_id": "%s", "vendor": "V", "subject": "S", "body": "B", "severity_hint": "high",
          "created_at": "2026-11-20T09:00:00Z"}"""
        .formatted(id);
  }

  @Override
  void breakIt() throws IOException {
    Files.move(drop.folder, temporary.resolve("unmounted"));
  }

  @Override
  void mend() throws IOException {
    Files.move(temporary.resolve("unmounted"), drop.folder);
  }

  @Test
  @Tag("S3-26")
  @Tag("S3-166")
  void theShippedMailsAreThirtyAlertsWithAllTheirFields() throws Exception {
    drop.shipped("vendor-emails.json");

    started().collect(false, rig.taker);

    assertThat(rig.taker.alerts).hasSize(30);
    assertThat(rig.taker.alerts)
        .allSatisfy(
            alert -> {
              assertThat(alert.source()).isEqualTo("email");
              assertThat(alert.externalId()).startsWith("msg-");
              assertThat(alert.subject()).isNotBlank();
              assertThat(alert.body()).isNotBlank();
              assertThat(alert.severityHint()).isNotNull();
              assertThat(alert.payload().path("vendor").asText()).startsWith("Vendor");
            });
  }

  @Test
  void oneMailNeedsNoArray() throws Exception {
    drop.file("one.json", "\uFEFF" + mail("A-1") + "\n");
    drop.file("none.json", "[]");

    started().collect(false, rig.taker);

    assertThat(rig.taker.ids()).containsExactly("A-1");
    assertThat(drop.names("done")).hasSize(2);
  }

  @Test
  void aFileIsSetAsideAsAWholeAndTheReportNamesLineAndField() throws Exception {
    drop.file(
        "bad.json",
        "[\n%s,\n\"text\",\n%s,\n{\"created_at\":\"yesterday\",\n\"subject\":1}]"
            .formatted(mail("A-1"), mail("A-2")));

    started().collect(false, rig.taker);

    assertThat(rig.taker.alerts).isEmpty();
    var report = drop.report();
    assertThat(report.path("problems").asInt()).isEqualTo(2);
    assertThat(report.path("rows_checked").asInt()).isEqualTo(4);
    assertThat(report.at("/first_problems/0").toString())
        .isEqualTo("{\"row\":2,\"line\":4,\"column\":\"\",\"rule\":\"must be an object\"}");
    assertThat(report.at("/first_problems/1/row").asInt()).isEqualTo(4);
    assertThat(report.at("/first_problems/1/line").asInt()).isEqualTo(7);
    assertThat(report.at("/first_problems/1/column").asText()).isEqualTo("created_at");
    assertThat(report.toString()).doesNotContain("yesterday").doesNotContain("text");
  }

  @Test
  void whatIsNotStrictJsonIsSetAside() throws Exception {
    drop.refuses("empty.json", "", "must not be empty");
    drop.refuses("number.json", "42", "must be an object or an array of objects");
    drop.refuses("cut.json", "[" + mail("A-1") + ",", "must be JSON");
    drop.refuses("open.json", "{\"created_at\": \"2026", "must be JSON");
    drop.refuses("twice.json", "{\"subject\":\"a\",\"subject\":\"b\"}", "no field may stand twice");
    drop.refuses("after.json", mail("A-1") + mail("A-2"), "nothing may follow the end");
    drop.refuses("deep.json", "[".repeat(2000), "must not be nested or written so long");
    drop.refuses("nan.json", "[{\"amount\": NaN}]", "must be JSON");
    drop.refuses(
        "endless.json", "[{\"body\":\"" + "x".repeat(1 << 21), "must not be longer than 1 MB");
    assertThat(rig.taker.alerts).isEmpty();
  }
}
