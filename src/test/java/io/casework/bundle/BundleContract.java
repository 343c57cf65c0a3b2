package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.TestClock;
import io.casework.TestDesk;
import io.casework.TestEvents;
import io.casework.archive.Archive;
import io.casework.core.CaseId;
import io.casework.core.Content;
import io.casework.vault.CaseKeys;
import io.casework.vault.Signer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What holds for bundles on every database. */
abstract class BundleContract {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Autowired TestDesk desk;
  @Autowired Bundles bundles;
  @Autowired Archive archive;
  @Autowired Signer signer;
  @Autowired CaseKeys keys;
  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;

  @Value("${casework.archive.folder}")
  Path archiveFolder;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"analyst-1", "senior-1", "qa-1", "ops-1", "decision-service"})
  void whoeverIsNeitherAuditorNorLeadHasNoBundles(String user) {
    var id = opened();

    assertThat(desk.post(user, path(id, "bundle"), "").status()).isEqualTo(403);
    assertThat(desk.get(user, path(id, "bundles")).status()).isEqualTo(403);
    assertThat(desk.get(user, path(id, "bundles/1")).status()).isEqualTo(403);
    assertThat(desk.get("auditor-1", path(id, "bundles")).json()).isEmpty();
  }

  @Test
  void whatDoesNotExistIsMissingAndWhatIsWrongIsNamed() {
    var id = opened();
    var unknown = TestEvents.id();

    assertThat(desk.post("auditor-1", path(unknown, "bundle"), "").status()).isEqualTo(404);
    assertThat(desk.get("auditor-1", path(unknown, "bundles")).status()).isEqualTo(404);
    assertThat(desk.get("auditor-1", path(unknown, "bundles/1")).status()).isEqualTo(404);
    assertThat(desk.get("auditor-1", path(id, "bundles/1")).status()).isEqualTo(404);
    assertThat(desk.get("auditor-1", path(id, "bundles/one")).status()).isEqualTo(400);
    var profile = desk.get("auditor-1", path(id, "bundles/1?profile=secret"));
    assertThat(profile.status()).isEqualTo(422);
    assertThat(profile.json().path("field").asText()).isEqualTo("profile");
    assertThat(desk.post("auditor-1", path(id, "bundle?reference=%0D%0Ax"), "").status())
        .isEqualTo(422);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  @Tag("S2-68")
  @Tag("S2-81")
  void anAuditorGetsASoundBundleAndChangesNothing(Profile profile) throws Exception {
    var id = opened();
    var before = row(id);

    var asked = desk.post("auditor-1", path(id, "bundle?reference=FIU-2026/17"), "");
    assertThat(asked.status()).as(asked.body()).isEqualTo(201);
    var location = asked.response().headers().firstValue("Location").orElseThrow();
    assertThat(location).isEqualTo(path(id, "bundles/1"));
    var zip = download(location, profile);

    assertThat(zip.statusCode()).isEqualTo(200);
    var name = "case-%s-v1-%s".formatted(id, profile);
    assertThat(zip.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"%s.zip\"".formatted(name));
    var sha256 = asked.json().path(profile + "_sha256").asText();
    assertThat(Hashes.hex(zip.body())).isEqualTo(sha256);
    assertThat(zip.headers().firstValue("ETag")).contains("\"" + sha256 + "\"");
    var report = check(name, zip.body());
    assertThat(report.problems()).isEmpty();
    assertThat(report.auditRecords()).isGreaterThanOrEqualTo(4);
    assertThat(row(id)).isEqualTo(before);
    assertThat(kinds(id))
        .endsWith("bundle_requested", "bundle_sealed", "bundle_downloaded")
        .filteredOn(kind -> !kind.equals("case_read"))
        .doesNotHaveDuplicates();
    assertThat(
            desk.call(
                    "auditor-1",
                    "GET",
                    location + "?profile=" + profile,
                    "",
                    "If-None-Match",
                    "\"" + sha256 + "\"")
                .status())
        .isEqualTo(304);
  }

  @Test
  @Tag("S2-81")
  void onlyTheFullBundleShowsPersonalValuesAndTheArchiveShowsNone() throws Exception {
    var id = opened();
    desk.post("lead-1", path(id, "notes"), "{\"text\":\"the payer is on holiday\"}");
    var location = sealed(id);
    var personal =
        new String[] {"u-" + id, "203.0.113.77", "d-5f1c", "holiday photo", "the payer is on"};

    assertThat(new String(download(location, Profile.FULL).body(), UTF_8)).contains(personal);
    var redacted = new String(download(location, Profile.REDACTED).body(), UTF_8);
    assertThat(redacted).doesNotContain(personal).contains("\"author\":\"lead-1\"");
    var objects = archive.list("bundles/" + id + "/");
    assertThat(objects)
        .containsExactly(
            "bundles/%s/v1/COMPLETE".formatted(id),
            "bundles/%s/v1/case-%s-v1-full.zip.enc".formatted(id, id),
            "bundles/%s/v1/case-%s-v1-redacted.zip".formatted(id, id));
    for (var object : objects) {
      try (var in = archive.find(object).orElseThrow().open()) {
        assertThat(new String(in.readAllBytes(), UTF_8)).doesNotContain(personal);
      }
    }
  }

  @Test
  void aSourceThatFailsIsMissingAndTheBundleIsMade() throws Exception {
    var id = opened();

    var bag = Unpacked.of(download(sealed(id), Profile.REDACTED).body());

    assertThat(bag.text("data/missing.jsonl"))
        .contains("files of BrokenStatement", "could not be read")
        .doesNotContain("Exception");
    assertThat(bundles.list(new CaseId(id)).get(0).failure()).contains("BrokenStatement");
    assertThat(bag.files).containsKeys("data/broken/before.txt", "data/case.json");
    assertThat(bag.text("data/photographs/1.txt.withheld.json")).contains("commitment");
    assertThat(bag.text("data/README.html")).contains("files of BrokenStatement");
  }

  @Test
  void theBundleTellsTheWholeStory() throws Exception {
    var id = opened();
    desk.post(
        desk.owner(id),
        path(id, "resolution"),
        "{\"decision\":\"confirm_fraud\",\"reason_code\":\"synthetic_identity\",\"note\":\"forged\"}");

    var bag = Unpacked.of(download(sealed(id), Profile.FULL).body());

    var document = JSON.readTree(bag.text("data/case.json"));
    assertThat(document.at("/record/outcome").asText()).isEqualTo("confirm_fraud");
    assertThat(bag.text("data/case.json")).contains("\"amount\" : 18450.00,");
    assertThat(document.at("/findings")).hasSize(3);
    assertThat(document.at("/resolutions/0/note").asText()).isEqualTo("forged");
    assertThat(bag.text("data/timeline.jsonl").lines())
        .hasSize((int) bag.text("data/timeline.csv").lines().count() - 1)
        .hasSize((int) bag.text("data/audit/slice.jsonl").lines().count());
    assertThat(bag.text("data/timeline.jsonl")).contains("\"at_local\":\"", "+02:00\"");
    assertThat(
            JSON.readTree(bag.text("data/sla-history.json"))
                .path("events")
                .findValuesAsText("kind"))
        .containsExactly("case_routed", "case_resolved");
    assertThat(bag.text("data/access.jsonl")).contains("bundle_requested");
    assertThat(bag.text("data/README.html"))
        .contains("decided “confirm fraud”", "synthetic identity", "forged");
  }

  @Test
  void afterErasureTheRedactedBundleIsAllThereIs() throws Exception {
    var id = opened();
    var first = sealed(id);
    inTransaction(() -> keys.destroy(new CaseId(id)));

    var gone = desk.get("auditor-1", first + "?profile=full");
    var after = desk.post("auditor-1", path(id, "bundle"), "");

    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.json().path("type").asText()).isEqualTo("urn:casework:problem:erased");
    assertThat(gone.json().path("detail").asText()).contains("were erased on 20");
    assertThat(check("case-%s-v1-redacted".formatted(id), download(first, Profile.REDACTED).body()))
        .returns(List.of(), BundleCheck.Report::problems);
    assertThat(after.status()).isEqualTo(201);
    assertThat(after.json().path("full_sha256").isNull()).isTrue();
    assertThat(desk.get("auditor-1", path(id, "bundles/2?profile=full")).status()).isEqualTo(410);
    var redacted = download(path(id, "bundles/2"), Profile.REDACTED).body();
    assertThat(check("case-%s-v2-redacted".formatted(id), redacted).problems()).isEmpty();
    assertThat(Unpacked.of(redacted).text("data/missing.jsonl")).contains("erased on 20");
    assertThat(new String(redacted, UTF_8)).doesNotContain("u-" + id);
  }

  @Test
  void aVersionWhosePlaceIsTakenIsAbandonedForTheNext() throws IOException {
    var id = opened();
    var taken = "bundles/%s/v1/case-%s-v1-redacted.zip".formatted(id, id);
    archive.create(taken, Content.of("left by an attempt that died".getBytes(UTF_8)));

    var asked = desk.post("lead-1", path(id, "bundle"), "");

    assertThat(asked.status()).isEqualTo(202);
    assertThat(asked.json().path("state").asText()).isEqualTo("abandoned");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> bundles.list(new CaseId(id)).get(1).state(), "sealed"::equals);
    try (var in = archive.find(taken).orElseThrow().open()) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("left by an attempt that died");
    }
    assertThat(kinds(id)).contains("bundle_abandoned", "bundle_sealed");
  }

  @Test
  void aFailureIsShownAndTriedAgainLater() throws IOException {
    var id = opened();
    var inTheWay = Files.createDirectories(archiveFolder.resolve("bundles")).resolve(id);
    Files.writeString(inTheWay, "no folder");
    inTransaction(() -> request(id));

    var failed =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> bundles.list(new CaseId(id)).get(0), version -> version.failure() != null);
    assertThat(failed.state()).isEqualTo("due");
    assertThat(failed.failure()).isEqualTo("FileSystemException");
    assertThat(desk.get("auditor-1", path(id, "bundles/1")).status()).isEqualTo(404);

    Files.delete(inTheWay);
    TestClock.advance(Duration.ofSeconds(6));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> bundles.list(new CaseId(id)).get(0).state(), "sealed"::equals);
    assertThat(bundles.list(new CaseId(id)).get(0).failure()).doesNotContain("FileSystem");
  }

  @Test
  void aMakerThatDiedBeforeItSaidSoHasMadeTheBundle() {
    var id = opened();
    sealed(id);
    var made = bundles.list(new CaseId(id)).get(0);
    inTransaction(
        () ->
            jdbc.sql(
                    """
                    update case_bundle set state = 'due', full_sha256 = null, made_at = null,
                      next_attempt_at = requested_at where case_id = :id
                    """)
                .param("id", id)
                .update());

    var again =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> bundles.list(new CaseId(id)).get(0), Bundles.Version::sealed);

    assertThat(again.fullSha256()).isEqualTo(made.fullSha256());
    assertThat(again.madeAt()).isEqualTo(made.madeAt());
  }

  @Test
  void aRequestThatIsRolledBackWasNone() {
    var id = opened();

    new TransactionTemplate(transactions)
        .executeWithoutResult(
            status -> {
              bundles.request(new CaseId(id), "escalation", "system");
              status.setRollbackOnly();
            });

    assertThat(bundles.list(new CaseId(id))).isEmpty();
    assertThat(kinds(id)).doesNotContain("bundle_requested");
  }

  @Test
  void theSameRequestTwiceBeforeItIsBegunIsOne() {
    var id = opened();

    inTransaction(
        () -> {
          bundles.request(new CaseId(id), "escalation", "system");
          bundles.request(new CaseId(id), "escalation", "system");
          bundles.request(new CaseId(id), "closing", "system");
          return true;
        });

    assertThat(bundles.list(new CaseId(id)).stream().map(Bundles.Version::reason))
        .containsExactly("escalation", "closing");
  }

  @Test
  void requestsAtOnceGetVersionsOfTheirOwn() throws Exception {
    var id = opened();
    var people = Executors.newFixedThreadPool(4);
    try {
      var asking =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      (Callable<Integer>)
                          () ->
                              desk.post(i % 2 == 0 ? "auditor-1" : "lead-1", path(id, "bundle"), "")
                                  .status())
              .toList();
      for (var answer : people.invokeAll(asking)) {
        assertThat(answer.get()).isEqualTo(201);
      }
    } finally {
      people.shutdown();
    }

    var versions = bundles.list(new CaseId(id));
    assertThat(versions).hasSizeBetween(2, 8).allMatch(Bundles.Version::sealed);
    assertThat(versions.stream().map(Bundles.Version::version))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, versions.size()).boxed().toList());
  }

  private Map<String, Object> row(String id) {
    return jdbc.sql("select * from case_record where case_id = :id")
        .param("id", id)
        .query()
        .singleRow();
  }

  private boolean request(String id) {
    bundles.request(new CaseId(id), "closing", "system");
    return true;
  }

  private void inTransaction(Supplier<Object> work) {
    new TransactionTemplate(transactions).executeWithoutResult(status -> work.get());
  }

  private String opened() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));
    return id;
  }

  /** Asks for a bundle; returns where it is. */
  private String sealed(String id) {
    var asked = desk.post("auditor-1", path(id, "bundle"), "");
    assertThat(asked.status()).as(asked.body()).isEqualTo(201);
    return asked.response().headers().firstValue("Location").orElseThrow();
  }

  private BundleCheck.Report check(String name, byte[] zip) throws IOException {
    return BundleCheck.run(
        Files.write(folder.resolve(name + ".zip"), zip),
        Files.writeString(folder.resolve("trusted.pem"), signer.publicKey()));
  }

  private List<String> kinds(String id) {
    return jdbc.sql("select kind from audit_event where case_id = :id order by seq")
        .param("id", id)
        .query(String.class)
        .list();
  }

  private HttpResponse<byte[]> download(String location, Profile profile) throws Exception {
    var login =
        Base64.getEncoder().encodeToString(("auditor-1:" + TestDesk.PASSWORD).getBytes(UTF_8));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(desk.url() + location + "?profile=" + profile))
                .header("Authorization", "Basic " + login)
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String path(String id, String rest) {
    return "/api/v1/cases/" + id + (rest.isEmpty() ? "" : "/" + rest);
  }
}
