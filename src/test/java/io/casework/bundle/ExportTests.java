package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.casework.CaseworkTest;
import io.casework.TestClock;
import io.casework.TestDesk;
import io.casework.TestEvents;
import io.casework.core.CaseId;
import io.casework.core.Utc;
import io.casework.vault.CaseKeys;
import io.casework.vault.Signer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@CaseworkTest
@Import(MoreSources.class)
class ExportTests {

  @Autowired TestDesk desk;
  @Autowired Signer signer;
  @Autowired CaseKeys keys;
  @Autowired JdbcClient jdbc;
  @Autowired Clock clock;
  @Autowired PlatformTransactionManager transactions;
  @TempDir Path folder;

  @Test
  void onlyAuditorsExport() {
    for (var user : new String[] {"lead-1", "analyst-1", "ops-1", "qa-1"}) {
      assertThat(desk.get(user, "/api/v1/exports?from=2026-11-01&to=2026-11-02").status())
          .isEqualTo(403);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-11-02&to=2026-11-01, to",
    "from=2026-11-02&to=2028-11-01, to",
    "from=yesterday&to=2026-11-01, from",
    "from=2026-11-01&to=2026-11-02&profile=secret, profile"
  })
  void aRangeThatMakesNoSenseIsNamed(String query, String field) {
    var answer = desk.get("auditor-1", "/api/v1/exports?" + query);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("field").asText()).isEqualTo(field);
  }

  @Test
  @Tag("S2-99")
  void messagesInAreCasesAndDuplicatesAndRejectsToTheTablesAndToTheTrail() throws Exception {
    var from = start();
    var reviewed = TestEvents.id();
    desk.open(reviewed, TestEvents.kyc(reviewed));
    var cleared = "00000000-0000-4000-8000-000000000002";
    desk.send(TestEvents.kyc(reviewed), TestEvents.unsuspicious(cleared), "no event");
    desk.awaitCase(cleared, found -> found.path("status").asText().equals("closed"));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> since(from, "message_dead_lettered") + since(from, "duplicate_ignored") == 2);

    var export = files(export(from, "redacted"));

    assertThat(lines(export, "reconciliation.csv")[1]).endsWith(",4,2,1,1,1,1,0,2,1,1,1,0");
    assertThat(lines(export, "cases.csv")).hasSize(3);
    jdbc.sql("update inbox set deliveries = deliveries + 1 where event_id = :id")
        .param("id", reviewed)
        .update();
    jdbc.sql("update inbox set received_at = :at where event_id = :id")
        .param("at", Utc.of(from.minusSeconds(3600)))
        .param("id", cleared)
        .update();
    // One duplicate that the trail does not know, one case whose message is nowhere.
    assertThat(lines(files(export(from, "redacted")), "reconciliation.csv")[1])
        .endsWith(",4,2,1,1,2,1,-1,1,0,1,1,3");
  }

  @Test
  @Tag("S2-99")
  void anExportHoldsEveryCaseOfTheRangeAndEachOfItsBundlesIsSound() throws Exception {
    var from = start();
    var kept = opened();
    var made = opened();
    var erased = opened();
    desk.post("auditor-1", "/api/v1/cases/" + kept + "/bundle", "");
    desk.post("auditor-1", "/api/v1/cases/" + erased + "/bundle", "");
    new TransactionTemplate(transactions)
        .executeWithoutResult(status -> keys.destroy(new CaseId(erased)));

    var zip = export(from, "full");

    var export = files(zip);
    assertThat(export.keySet().stream().map(name -> name.replaceFirst("-log\\d+-", "-log-")))
        .containsExactly(
            "reconciliation.csv",
            "reconciliation.json",
            "cases.csv",
            "bundles/case-%s-v1-full.zip".formatted(kept),
            "bundles/case-%s-log-full.zip".formatted(made),
            "bundles/case-%s-log-full.zip".formatted(erased),
            "missing.csv",
            "SHA256SUMS",
            "SHA256SUMS.sig");
    var file = Files.write(folder.resolve("export.zip"), zip);
    assertThat(ExportCheck.run(file, key(), checked -> {})).isEmpty();
    assertThat(new String(zip, UTF_8)).contains("u-" + kept, "u-" + made);
    assertThat(new String(export.get(unkept(export, erased)), UTF_8)).doesNotContain("u-" + erased);
    assertThat(since(from, "bundles_exported")).isEqualTo(1);
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from audit_event where case_id = :id
                      and kind = 'bundle_downloaded' and actor = 'auditor-1'
                    """)
                .param("id", made)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void anExportThatBrokeOffOrWasChangedIsFound() throws Exception {
    var from = start();
    var id = opened();
    var zip = export(from, "redacted");
    var half = Files.write(folder.resolve("half.zip"), Arrays.copyOf(zip, zip.length / 2));
    var changed = folder.resolve("changed.zip");
    Files.write(changed, zip);
    rewrite(changed, unkept(files(zip), id));

    assertThatThrownBy(() -> ExportCheck.run(half, key(), checked -> {}))
        .isInstanceOf(ZipException.class);
    assertThat(ExportCheck.run(changed, key(), checked -> {}))
        .anyMatch(problem -> problem.endsWith("-redacted.zip: was changed"))
        .anyMatch(problem -> problem.contains("is no whole zip"));
  }

  @Test
  void aCellIsNoFormula() throws IOException {
    var text = new StringBuilder();
    try (var sheet = new CsvSheet(text, "a", "b", "c", "d")) {
      sheet.row("=1+1", "\t=cmd", "\uFF1Dsum", -1);
    }

    assertThat(text.toString().split("\r\n")[1]).isEqualTo("'=1+1,'\t=cmd,'\uFF1Dsum,-1");
  }

  private static String unkept(Map<String, byte[]> export, String id) {
    return export.keySet().stream()
        .filter(name -> name.startsWith("bundles/case-%s-log".formatted(id)))
        .findFirst()
        .orElseThrow();
  }

  /** From here on only this test's cases are received. */
  private Instant start() {
    TestClock.advance(Duration.ofSeconds(2));
    return clock.instant();
  }

  private String opened() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));
    return id;
  }

  private long since(Instant from, String kind) {
    return jdbc.sql("select count(*) from audit_event where at >= :from and kind = :kind")
        .param("from", Utc.of(from))
        .param("kind", kind)
        .query(Long.class)
        .single();
  }

  private byte[] export(Instant from, String profile) throws Exception {
    var login =
        Base64.getEncoder().encodeToString(("auditor-1:" + TestDesk.PASSWORD).getBytes(UTF_8));
    var to = clock.instant().plusSeconds(1);
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "%s/api/v1/exports?from=%s&to=%s&profile=%s"
                                .formatted(desk.url(), from, to, profile)))
                    .header("Authorization", "Basic " + login)
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValueAsLong("Casework-Cases").orElse(0)).isPositive();
    return answer.body();
  }

  private Path key() throws IOException {
    return Files.writeString(folder.resolve("trusted.pem"), signer.publicKey());
  }

  private static Map<String, byte[]> files(byte[] zip) throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  private static String[] lines(Map<String, byte[]> files, String name) {
    return new String(files.get(name), UTF_8).split("\r\n");
  }

  /** Writes the zip anew with another content of one file. */
  private static void rewrite(Path file, String name) throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipFile(file.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    files.replace(name, "x".getBytes(UTF_8));
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var one : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(one.getKey()));
        zip.write(one.getValue());
        zip.closeEntry();
      }
    }
  }
}
