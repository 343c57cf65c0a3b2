package io.casework;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log as a machine reads it: whole, with the ids to search by, and without people in it. */
class JsonLogTests {

  private static final String KEY = "only-for-tests-only-for-tests-00";
  private static final String HOST = "http://127.0.0.1:";

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private Process node;
  private int web;
  private int broker;

  @AfterEach
  void stop() {
    node.toHandle().destroyForcibly();
  }

  @Test
  @Tag("S2-94")
  @Tag("S2-98")
  void everyLineIsJsonSaysWhatItIsAboutAndNamesNobody() throws Exception {
    var log = folder.resolve("log.json");
    start(log);
    var id = TestEvents.id();
    succeed(id);
    beRefused(id);
    fail();

    var lines = read(log);
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.path("@timestamp").asText()).isNotEmpty();
              assertThat(line.path("message").asText()).isNotEmpty();
            });
    assertThat(lines)
        .as("what was refused")
        .anySatisfy(line -> assertThat(line.path("message").asText()).contains("refused"));
    assertThat(lines)
        .as("a request by the caller's id")
        .anySatisfy(
            line -> assertThat(line.path("correlation_id").asText()).isEqualTo("canvas-4711-abc"));
    assertThat(lines)
        .as("a step that failed")
        .anySatisfy(line -> assertThat(line.toString()).contains("carryOutAction"));
    assertThat(Files.readString(log)).doesNotContain("canary", "198.51.100.231");
  }

  private void succeed(String id) throws Exception {
    send(event(id), event(id));
    await(() -> get("lead-1", "/api/v1/cases/" + id).contains("in_review"));
    call("GET", "lead-1", "/api/v1/cases/" + id + "/timeline", "");
    call("POST", "analyst-kyc", "/api/v1/cases/" + id + "/notes", "{\"text\":\"canary-note\"}");
    call(
        "POST",
        "decision-service",
        "/api/v1/transactions",
        """
        {"sender_id":"canary-sender","receiver_id":"canary-receiver","amount_zar":75000,
         "ip":"198.51.100.231","note":"canary-text"}
        """);
  }

  private void beRefused(String id) throws Exception {
    send(
        "canary-no-json",
        "{\"id\":\"canary-id\"}",
        event(id).replace("18450", "18451"),
        event(TestEvents.id()).replace("0.62", "\"canary-score\""));
    call("POST", "analyst-kyc", "/api/v1/cases/" + id + "/notes", "{\"canary-field\":\"x\"");
    call("POST", "analyst-kyc", "/api/v1/cases/canary-case/claim", "");
    call("GET", "canary-person", "/api/v1/cases", "");
    call(
        "POST",
        "decision-service",
        "/api/v1/transactions",
        "{\"sender_id\":\"canary-sender\",\"amount_zar\":\"canary-amount\"}");
    await(() -> json.readTree(get("ops-1", "/api/v1/dead-letters")).size() == 4);
  }

  /** Core banking is configured and not there. */
  private void fail() throws Exception {
    call(
        "POST",
        "decision-service",
        "/event",
        """
        {"event_id":"hack-1","event_type":"transaction_fraud_detected","source_system":"s",
         "customer_id":"canary-customer","metadata":{"risk_score":99}}
        """);
    await(
        () -> get("ops-1", "/api/v1/actions?customer_id=canary-customer").contains("failure\":\""));
  }

  private static String event(String id) {
    return """
        {"id":"%s","timestamp":"2026-11-20T09:15:30Z",
         "actor":{"user_id":"canary-user","merchant_id":"m-7"},
         "transaction":{"amount":18450.00,"currency":"EUR","merchant":"canary-shop",
           "device":"canary-device","ip":"198.51.100.231"},
         "risk":{"score":0.62,"model_version":"2026.11.1","rules_triggered":["KYC_NAME"]},
         "context":{"featureset_id":"fs-1","session_id":"canary-session"},
         "action_suggested":"challenge"}
        """
        .formatted(id);
  }

  private void start(Path log) throws Exception {
    web = freePort();
    broker = freePort();
    var nobody = freePort();
    var start =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            CaseworkApplication.class.getName(),
            "--casework.installation.data=" + folder.resolve("data"),
            "--casework.installation.demo-password=" + TestDesk.PASSWORD,
            "--casework.bus.broker-key=" + KEY,
            "--casework.bus.broker-port=" + broker,
            "--casework.actions.core-banking.url=" + HOST + nobody,
            "--casework.enrichment.feature-store.url=" + HOST + nobody,
            "--server.port=" + web,
            "--management.server.port=0");
    start.environment().put("CASEWORK_LOG_JSON", "true");
    node =
        start
            .redirectError(folder.resolve("errors.txt").toFile())
            .redirectOutput(log.toFile())
            .start();
    await(() -> get("lead-1", "/api/v1/cases").startsWith("{\"items"));
  }

  private List<JsonNode> read(Path log) throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (var line : Files.readAllLines(log, UTF_8)) {
      lines.add(json.readTree(line));
    }
    return lines;
  }

  private void send(String... bodies) {
    try (var sender =
        new ServiceBusClientBuilder()
            .connectionString(
                "Endpoint=sb://localhost:%d;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=%s;UseDevelopmentEmulator=true"
                    .formatted(broker, KEY))
            .sender()
            .queueName("fraud-cases-inbound")
            .buildClient()) {
      for (var body : bodies) {
        sender.sendMessage(new ServiceBusMessage(BinaryData.fromBytes(body.getBytes(UTF_8))));
      }
    }
  }

  private String get(String user, String path) throws IOException, InterruptedException {
    return call("GET", user, path, "");
  }

  private String call(String method, String user, String path, String body)
      throws IOException, InterruptedException {
    var credentials =
        Base64.getEncoder().encodeToString((user + ":" + TestDesk.PASSWORD).getBytes(UTF_8));
    return http.send(
            HttpRequest.newBuilder(URI.create(HOST + web + path))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/json")
                .header("X-Correlation-Id", "canvas-4711-abc")
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static void await(Awaitable wanted) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptions()
        .until(wanted::holds);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private interface Awaitable {
    boolean holds() throws Exception;
  }
}
