package io.casework.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import io.casework.TestClock;
import io.casework.TestDesk;
import io.casework.TestEvents;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever is not let in is in the trail, by whatever door they came. */
@CaseworkTest
class RefusalTests {

  private static final String KIND = "access_refused";

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;
  @Autowired Refusals refusals;
  @Autowired Clock clock;

  private int before;

  @BeforeEach
  void aNewMinute() {
    refusals.end();
    before = trail().of(KIND, "").size();
  }

  @Test
  @Tag("S2-82")
  void aKnownUserWithAWrongPasswordIsNamedAndIsNotTheActor() throws Exception {
    // The engine locks out for a while who was wrong: somebody whom no other test here needs.
    assertThat(knock("analyst-merchant", "/api/v1/cases")).isEqualTo(401);

    var record = next();
    assertThat(record.actor()).isEqualTo("anonymous");
    assertThat(record.facts().path("user").asText()).isEqualTo("analyst-merchant");
    assertThat(record.facts().path("path").asText()).isEqualTo("/api/v1/cases");
    assertThat(record.facts().path("status").asInt()).isEqualTo(401);
  }

  @Test
  void aNameThatNobodyHasLeavesADigestAlone() throws Exception {
    knock("My-Secret-Password", "/api/v1/cases");

    var record = next();
    assertThat(record.facts().path("user").asText()).matches("unknown [0-9a-f]{16}");
    assertThat(record.facts().toString()).doesNotContain("My-Secret-Password");
  }

  @Test
  void aRoleThatDoesNotReachLeavesUserMethodAndPattern() {
    desk.call("analyst-2", "PUT", "/api/v1/roster/some-person?x=secret", "{}");

    var record = next();
    assertThat(record.actor()).isEqualTo("analyst-2");
    assertThat(record.facts().path("path").asText()).isEqualTo("/api/v1/roster/{userId}");
    assertThat(record.facts().path("method").asText()).isEqualTo("PUT");
    assertThat(record.facts().path("status").asInt()).isEqualTo(403);
    assertThat(record.facts().toString()).doesNotContain("some-person", "secret");
  }

  @Test
  void anotherQueuesCaseIsARefusalInTheTrailOfThatCase() {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));

    assertThat(desk.get("analyst-1", "/api/v1/cases/" + id + "/notes").status()).isEqualTo(404);

    var record = trail().await(KIND, id, 1);
    assertThat(record.actor()).isEqualTo("analyst-1");
    assertThat(record.facts().path("path").asText()).isEqualTo("/api/v1/cases/{id}/notes");
    assertThat(record.facts().path("status").asInt()).isEqualTo(404);
  }

  @Test
  void aCaseThatIsNowhereIsNoRefusal() {
    desk.get("analyst-1", "/api/v1/cases/" + TestEvents.id());
    desk.get(
        "analyst-2", "/api/v1/roster"); // the next refusal, so that there is something to wait for

    assertThat(next().facts().path("path").asText()).isEqualTo("/api/v1/roster");
    assertThat(trail().of(KIND, "")).hasSize(before + 1);
  }

  @Test
  void theEnginesOwnInterfaceIsWatchedToo() {
    desk.get("analyst-1", "/engine-rest/task");

    assertThat(next().facts().path("path").asText()).isEqualTo("/engine-rest/**");
    assertThat(trail().last(KIND, "").actor()).isEqualTo("analyst-1");
  }

  @Test
  void whoIsSignedInToTasklistIsNamedWhenATaskIsNotTheirsToChange() throws Exception {
    var client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    assertThat(signIn(client, "analyst-2", TestDesk.PASSWORD)).isEqualTo(200);
    var token =
        get(client, "/camunda/app/tasklist/default/")
            .headers()
            .firstValue("X-XSRF-TOKEN")
            .orElse("");

    client.send(
        HttpRequest.newBuilder(
                URI.create(desk.url() + "/camunda/api/engine/engine/default/task/any/bpmnError"))
            .header("Content-Type", "application/json")
            .header("X-XSRF-TOKEN", token)
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build(),
        HttpResponse.BodyHandlers.discarding());

    assertThat(next().actor()).isEqualTo("analyst-2");
    assertThat(trail().last(KIND, "").facts().path("status").asInt()).isEqualTo(403);
  }

  @Test
  void aFailedSignInToTasklistNamesTheKnownUser() throws Exception {
    var client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    assertThat(signIn(client, "senior-1", "wrong")).isEqualTo(401);

    var record = next();
    assertThat(record.facts().path("path").asText())
        .isEqualTo("/camunda/api/admin/auth/user/{engine}/login/{application}");
    assertThat(record.facts().path("user").asText()).isEqualTo("senior-1");
    assertThat(record.facts().toString()).doesNotContain("wrong");
  }

  @Test
  void aFloodLeavesTwentyRecordsAndOneCount() {
    // All of it within one minute.
    TestClock.advance(Duration.ofSeconds(60 - clock.instant().getEpochSecond() % 60));
    for (int i = 0; i < 33; i++) {
      desk.get("", "/api/v1/cases");
    }
    trail().await(KIND, "", before + RefusalMeter.ONE_BY_ONE);
    // The last of the flood is counted once its answer has ended.
    Awaitility.await()
        .untilAsserted(
            () -> {
              TestClock.advance(Duration.ofMinutes(1));
              refusals.endMinute();
              assertThat(counted()).isEqualTo(13);
            });
    assertThat(trail().of(KIND, "").stream().filter(line -> line.facts().has("path")).count())
        .isEqualTo(before() + RefusalMeter.ONE_BY_ONE);
  }

  private int counted() {
    return trail().of(KIND, "").stream()
        .skip(before)
        .mapToInt(line -> line.facts().path("more").asInt())
        .sum();
  }

  private long before() {
    return trail().of(KIND, "").stream()
        .limit(before)
        .filter(line -> line.facts().has("path"))
        .count();
  }

  private Trail.Line next() {
    return trail().await(KIND, "", before + 1);
  }

  private Trail trail() {
    return new Trail(jdbc);
  }

  private int knock(String user, String path) throws Exception {
    var credentials =
        Base64.getEncoder().encodeToString((user + ":nope").getBytes(StandardCharsets.UTF_8));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(desk.url() + path))
                .header("Authorization", "Basic " + credentials)
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private int signIn(HttpClient client, String user, String password) throws Exception {
    var page = get(client, "/camunda/app/tasklist/default/");
    return client
        .send(
            HttpRequest.newBuilder(
                    URI.create(desk.url() + "/camunda/api/admin/auth/user/default/login/tasklist"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-XSRF-TOKEN", page.headers().firstValue("X-XSRF-TOKEN").orElse(""))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "username=%s&password=%s".formatted(user, password)))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private HttpResponse<String> get(HttpClient client, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(desk.url() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
