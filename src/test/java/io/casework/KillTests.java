package io.casework;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.audit.LogVerifier;
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
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever was acknowledged survives {@code kill -9}, and nothing happens twice. */
class KillTests {

  private static final int EVENTS = 1000;
  private static final String KEY = "only-for-tests-only-for-tests-00";

  @TempDir Path data;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private int web;
  private int broker;
  private Process node;

  @AfterEach
  void stop() {
    node.toHandle().destroyForcibly();
  }

  @Test
  void aKillInTheMiddleOfAThousandEventsLosesNoneAndDoublesNone() throws Exception {
    web = freePort();
    broker = freePort();
    start();
    var ids = new ArrayList<String>();
    for (int i = 0; i < EVENTS; i++) {
      ids.add(TestEvents.id());
    }
    send(ids);
    awaitTotal(EVENTS / 5);

    node.toHandle().destroyForcibly();
    node.waitFor(10, TimeUnit.SECONDS);
    start();

    awaitTotal(EVENTS);
    awaitInReview();
    assertThat(total()).isEqualTo(EVENTS);
    assertThat(deadLetters()).isZero();
    awaitWholeLog();
  }

  /** What was shipped before and after the kill is one log; the key is the one it began with. */
  private void awaitWholeLog() throws IOException {
    var log = data.resolve("archive/audit");
    try (var keys = Files.list(log.resolve("keys"))) {
      var key = keys.findFirst().orElseThrow();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(LogVerifier.verify(log, List.of(key), null, null)).contains("OK: "));
    }
  }

  private void start() throws IOException {
    node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                CaseworkApplication.class.getName(),
                "--casework.installation.data=" + data,
                "--casework.installation.demo-password=" + TestDesk.PASSWORD,
                "--casework.bus.broker-key=" + KEY,
                "--casework.bus.broker-port=" + broker,
                "--server.port=" + web,
                "--management.server.port=0")
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(Path.of("target/kill-tests.log").toFile()))
            .start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptions()
        .until(() -> total() >= 0);
  }

  private void send(List<String> ids) {
    try (var sender =
        new ServiceBusClientBuilder()
            .connectionString(
                "Endpoint=sb://localhost:%d;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=%s;UseDevelopmentEmulator=true"
                    .formatted(broker, KEY))
            .retryOptions(new AmqpRetryOptions().setTryTimeout(Duration.ofSeconds(10)))
            .sender()
            .queueName("fraud-cases-inbound")
            .buildClient()) {
      for (int i = 0; i < ids.size(); i += 100) {
        sender.sendMessages(
            ids.subList(i, i + 100).stream()
                .map(
                    id ->
                        new ServiceBusMessage(
                            BinaryData.fromBytes(TestEvents.mediumRisk(id).getBytes(UTF_8))))
                .toList());
      }
    }
  }

  private void awaitTotal(int wanted) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> total() >= wanted);
  }

  /** Every case is with a person or in a queue: routed, published, and its review begun. */
  private void awaitInReview() throws IOException, InterruptedException {
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> audited("case_assigned") == EVENTS);
    assertThat(audited("case_opened")).isEqualTo(EVENTS);
    assertThat(audited("case_routed")).isEqualTo(EVENTS);
  }

  private long audited(String kind) throws IOException, InterruptedException {
    var count = 0L;
    for (long from = 0; ; ) {
      var page =
          json.readTree(
              get(
                  "auditor-1",
                  "/api/v1/audit?order=oldest&limit=200&action=%s&after=%d".formatted(kind, from)));
      for (var entry : page) {
        from = entry.path("seq").asLong();
        count++;
      }
      if (page.isEmpty()) {
        return count;
      }
    }
  }

  private int total() throws IOException, InterruptedException {
    return json.readTree(get("auditor-1", "/api/v1/cases?size=1")).path("total").asInt(-1);
  }

  private int deadLetters() throws IOException, InterruptedException {
    return json.readTree(get("ops-1", "/api/v1/dead-letters")).size();
  }

  private String get(String user, String path) throws IOException, InterruptedException {
    var credentials =
        Base64.getEncoder().encodeToString((user + ":" + TestDesk.PASSWORD).getBytes(UTF_8));
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web + path))
                .header("Authorization", "Basic " + credentials)
                .timeout(Duration.ofSeconds(10))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
