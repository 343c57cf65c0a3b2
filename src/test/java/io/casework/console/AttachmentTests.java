package io.casework.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.CaseworkTest;
import io.casework.CollectedEvidence;
import io.casework.TestDesk;
import io.casework.TestEvents;
import io.casework.attachments.TestFiles;
import io.casework.core.CaseId;
import io.casework.vault.CaseKeys;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Files of a case over HTTP, and what is left of them in archive, trail and bundle. */
@CaseworkTest
class AttachmentTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired ApplicationContext context;
  @Autowired CaseKeys keys;
  @Autowired PlatformTransactionManager transactions;

  @Value("${casework.archive.folder}")
  Path archive;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String id = TestEvents.id();

  @BeforeEach
  void openCase() {
    jdbc.sql("update analyst set max_open = 1000000, available = true").update();
    desk.open(id, TestEvents.kyc(id));
  }

  @Test
  @Tag("S2-68")
  void aFileComesBackAsItWasSent() throws Exception {
    var before = desk.get("analyst-kyc", path("")).json();
    var file = TestFiles.pdf();

    var added = upload("analyst-kyc", "slip of Thandi.pdf", "application/pdf", file, sha256(file));

    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    var view = json(added.body());
    assertThat(view.path("name").asText()).isEqualTo("slip of Thandi.pdf");
    assertThat(view.path("type").asText()).isEqualTo("application/pdf");
    assertThat(view.path("sha256").asText()).isEqualTo(sha256(file));
    assertThat(view.path("scan").asText()).isEqualTo("not_scanned");
    assertThat(view.path("description").asText()).isEqualTo("from the shop");
    assertThat(desk.get("analyst-kyc", path("/attachments")).json().get(0)).isEqualTo(view);
    var after = desk.get("analyst-kyc", path("")).json();
    assertThat(after.path("version").asInt()).isEqualTo(before.path("version").asInt() + 1);

    var download = download("analyst-kyc", view.path("attachment_id").asText());

    assertThat(download.body()).isEqualTo(file);
    var headers = download.headers();
    assertThat(headers.firstValue("content-disposition").orElseThrow())
        .startsWith("attachment;")
        .contains("filename*=UTF-8''slip%20of%20Thandi.pdf");
    assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
    assertThat(headers.firstValue("content-security-policy").orElseThrow()).contains("sandbox");
    assertThat(headers.firstValue("content-type")).contains("application/pdf");
  }

  @Test
  void neitherArchiveNorDatabaseNorTrailShowsWhatIsInIt() throws Exception {
    var text = "Thandi Mokoena, card 4111 1111 1111 1111, called at noon.";
    upload("analyst-kyc", "thandi-mokoena.txt", "text/plain", text.getBytes(UTF_8), null);

    var object = objects().get(0);
    assertThat(new String(Files.readAllBytes(object), ISO_8859_1)).doesNotContain("Thandi");
    var row =
        jdbc.sql("select name, description from attachment where case_id = :id")
            .param("id", id)
            .query()
            .singleRow();
    assertThat(row.toString()).doesNotContain("thandi", "shop");
    var fact =
        jdbc.sql("select facts from audit_event where case_id = :id and kind = 'attachment_added'")
            .param("id", id)
            .query(String.class)
            .single();
    assertThat(fact)
        .contains(sha256(Files.readAllBytes(object)), "text/plain", "\"scanned\":false")
        .doesNotContain(sha256(text.getBytes(UTF_8)), "thandi");
  }

  @Test
  void whoOnlyChecksSeesThatThereAreFilesAndNoMore() throws Exception {
    var added = json(upload("analyst-kyc", "thandi.pdf", null, TestFiles.pdf(), null).body());
    var attachment = added.path("attachment_id").asText();

    var seen = desk.get("auditor-1", path("/attachments"));

    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.json().get(0).path("name").asText()).isEqualTo(attachment + ".pdf");
    assertThat(seen.json().get(0).path("stored_sha256")).isEqualTo(added.path("stored_sha256"));
    assertThat(seen.body()).doesNotContain("thandi", "shop", added.path("sha256").asText());
    assertThat(download("auditor-1", attachment).statusCode()).isEqualTo(404);
    assertThat(upload("auditor-1", "a.pdf", null, TestFiles.pdf(), null).statusCode())
        .isEqualTo(403);
  }

  @Test
  void anotherQueuesFilesDoNotExist() throws Exception {
    var added = json(upload("analyst-kyc", "a.pdf", null, TestFiles.pdf(), null).body());

    assertThat(desk.get("analyst-1", path("/attachments")).status()).isEqualTo(404);
    assertThat(download("analyst-1", added.path("attachment_id").asText()).statusCode())
        .isEqualTo(404);
    assertThat(upload("analyst-1", "a.pdf", null, TestFiles.pdf(), null).statusCode())
        .isEqualTo(404);
    assertThat(objects()).hasSize(1);
  }

  @Test
  void anotherCasesFileIsNotReachedThroughThisOne() throws Exception {
    var added = json(upload("analyst-kyc", "a.pdf", null, TestFiles.pdf(), null).body());
    var other = TestEvents.id();
    desk.open(other, TestEvents.kyc(other));

    var answer =
        desk.get(
            "analyst-kyc",
            "/api/v1/cases/" + other + "/attachments/" + added.path("attachment_id").asText());

    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void aFileThatChangedOnItsWayIsRefused() throws Exception {
    var answer =
        upload("analyst-kyc", "a.pdf", null, TestFiles.pdf(), sha256("other".getBytes(UTF_8)));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer.body()).path("field").asText()).isEqualTo("/sha256");
    assertThat(objects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "page.html, text/html, '<!DOCTYPE html><html><script>x</script>'",
    "slip.pdf, application/pdf, just text",
    "slip.txt, image/png, just text",
    "run.js, text/javascript, fetch(1)"
  })
  void whatIsRefusedIsNamedAndRecordedAndKeptNowhere(String name, String type, String content)
      throws Exception {
    var answer = upload("analyst-kyc", name, type, content.getBytes(UTF_8), null);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(json(answer.body()).path("field").asText()).isEqualTo("/file");
    var rule = json(answer.body()).path("rule").asText();
    assertThat(rule).isNotEmpty();
    var facts =
        jdbc.sql(
                "select facts from audit_event where case_id = :id and kind = 'attachment_refused'")
            .param("id", id)
            .query(String.class)
            .single();
    assertThat(json(facts).path("rule").asText()).isEqualTo(rule);
    assertThat(desk.get("analyst-kyc", path("/attachments")).json()).isEmpty();
    assertThat(objects()).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeIsRefusedWithItsReason() throws Exception {
    var file = "x".repeat(20 * 1024 * 1024 + 1).getBytes(UTF_8);

    var answer = upload("analyst-kyc", "large.txt", "text/plain", file, null);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(json(answer.body()).path("field").asText()).isEqualTo("/file");
  }

  @Test
  void aFileOfTheLargestSizeIsTaken() throws Exception {
    var file = "x".repeat(20 * 1024 * 1024).getBytes(UTF_8);

    var answer = upload("analyst-kyc", "large.txt", "text/plain", file, null);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  @Test
  void withoutAFileTheRequestIsRefused() {
    var empty =
        desk.post(
            "analyst-kyc",
            path("/attachments"),
            "--b--\r\n",
            "Content-Type",
            "multipart/form-data; boundary=b");
    var json = desk.post("analyst-kyc", path("/attachments"), "{}");

    assertThat(empty.status()).as(empty.body()).isEqualTo(422);
    assertThat(json.status()).isEqualTo(415);
  }

  @Test
  void ofManyAtOnceNoMoreAreTakenThanACaseMayHold() throws Exception {
    var pool = Executors.newFixedThreadPool(6);
    try {
      var answers =
          pool.invokeAll(
              IntStream.range(0, 56)
                  .<Callable<Integer>>mapToObj(
                      i ->
                          () ->
                              upload("analyst-kyc", i + ".pdf", null, TestFiles.pdf(), null)
                                  .statusCode())
                  .toList());
      var statuses = new ArrayList<Integer>();
      for (var answer : answers) {
        statuses.add(answer.get());
      }
      assertThat(statuses).containsOnly(201, 409);
      assertThat(statuses).filteredOn(status -> status == 201).hasSize(50);
    } finally {
      pool.shutdown();
    }
    assertThat(desk.get("analyst-kyc", path("/attachments")).json()).hasSize(50);
  }

  @Test
  void aFileThatWasChangedInTheArchiveIsNotHandedOut() throws Exception {
    var added = json(upload("analyst-kyc", "a.pdf", null, TestFiles.pdf(), null).body());
    var object = objects().get(0);
    var bytes = Files.readAllBytes(object);
    bytes[bytes.length - 1] ^= 1;
    Files.delete(object);
    Files.write(object, bytes);

    var answer = download("analyst-kyc", added.path("attachment_id").asText());

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThatThrownBy(() -> CollectedEvidence.of(id, context))
        .hasStackTraceContaining("is not what was stored");
  }

  @Test
  void withTheKeyGoneTheFileIsGoneEverywhere() throws Exception {
    var added = json(upload("analyst-kyc", "thandi.pdf", null, TestFiles.pdf(), null).body());
    var attachment = added.path("attachment_id").asText();
    new TransactionTemplate(transactions)
        .executeWithoutResult(status -> keys.destroy(new CaseId(id)));

    assertThat(download("analyst-kyc", attachment).statusCode()).isEqualTo(409);
    assertThat(upload("analyst-kyc", "b.pdf", null, TestFiles.pdf(), null).statusCode())
        .isEqualTo(409);
    assertThat(desk.get("analyst-kyc", path("/attachments")).body()).doesNotContain("thandi");
  }

  @Test
  void theBundleTellsThroughWhoseHandsAFileWent() throws Exception {
    var file = TestFiles.pdf();
    var added = json(upload("analyst-kyc", "thandi.pdf", null, file, sha256(file)).body());
    var attachment = added.path("attachment_id").asText();
    upload("analyst-kyc", "a.exe", null, file, null);
    download("lead-1", attachment);

    var evidence = CollectedEvidence.of(id, context);

    assertThat(evidence.lines("custody.jsonl"))
        .extracting(step -> step.path("who").asText() + " " + step.path("what").asText())
        .containsExactly("analyst-kyc added", "analyst-kyc refused", "lead-1 downloaded");
    var first = evidence.lines("custody.jsonl").get(0);
    assertThat(first.path("sender_sha256").asText()).isEqualTo(sha256(file));
    assertThat(first.path("sha256").asText()).isEqualTo(sha256(file));
    assertThat(first.path("stored_sha256").asText())
        .isEqualTo(sha256(Files.readAllBytes(objects().get(0))));
    assertThat(evidence.files.get("attachments/" + attachment + ".pdf")).isEqualTo(file);
    assertThat(evidence.redacted()).doesNotContain("thandi", "shop", sha256(file));
  }

  private String path(String rest) {
    return "/api/v1/cases/" + id + rest;
  }

  private List<Path> objects() throws Exception {
    var folder = archive.resolve("attachments").resolve(id);
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private HttpResponse<byte[]> download(String user, String attachment) throws Exception {
    return http.send(
        request(user, path("/attachments/" + attachment)).GET().build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpResponse<String> upload(
      String user, String name, String type, byte[] file, String sha256) throws Exception {
    var body = new ByteArrayOutputStream();
    part(body, "description", "from the shop");
    if (sha256 != null) {
      part(body, "sha256", sha256);
    }
    body.write(
        ("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n".formatted(name)
                + (type == null ? "" : "Content-Type: " + type + "\r\n")
                + "\r\n")
            .getBytes(UTF_8));
    body.write(file);
    body.write("\r\n--b--\r\n".getBytes(UTF_8));
    return http.send(
        request(user, path("/attachments"))
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void part(ByteArrayOutputStream body, String name, String value) throws Exception {
    body.write(
        "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
            .formatted(name, value)
            .getBytes(UTF_8));
  }

  private HttpRequest.Builder request(String user, String path) {
    var credentials = (user + ":" + TestDesk.PASSWORD).getBytes(UTF_8);
    return HttpRequest.newBuilder(URI.create(desk.url() + path))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
