package io.casework.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.Utc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Posts alerts to a web address, signed; the alert's own row says what is still to be sent.
 *
 * <p>An attempt is counted and committed before the call: a crash costs an attempt and never makes
 * an endless loop. Receivers drop repeats by {@code alert_id}.
 */
@Component
class AlertWebhook implements SchedulingConfigurer {

  private static final Logger log = LoggerFactory.getLogger(AlertWebhook.class);
  private static final int BATCH = 20;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final AlertWebhookProperties properties;
  private final ObjectMapper json;
  private final Clock clock;
  private final HttpClient http;

  AlertWebhook(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      AlertWebhookProperties properties,
      ObjectMapper json,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.properties = properties;
    this.json = json;
    this.clock = clock;
    this.http = HttpClient.newBuilder().connectTimeout(properties.timeout()).build();
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar tasks) {
    if (properties.configured()) {
      tasks.addFixedDelayTask(this::deliverDue, properties.pollInterval());
    }
  }

  /** Posts what is due; returns how many were tried. */
  int deliverDue() {
    var due = claim();
    due.forEach(this::deliver);
    return due.size();
  }

  private List<Waiting> claim() {
    return transaction.execute(
        status -> {
          var now = clock.instant();
          var due =
              jdbc.sql(
                      """
                      select * from alert where webhook_state = 'waiting' and webhook_next_at <= :now
                      order by webhook_next_at fetch first :batch rows only
                      for update skip locked
                      """)
                  .param("now", Utc.of(now))
                  .param("batch", BATCH)
                  .query(
                      (row, number) ->
                          new Waiting(Alerts.read(row), row.getInt("webhook_attempts") + 1))
                  .list();
          due.forEach(
              waiting ->
                  jdbc.sql(
                          """
                          update alert set webhook_attempts = :attempt, webhook_next_at = :next
                          where alert_id = :id
                          """)
                      .param("attempt", waiting.attempt())
                      .param("next", Utc.of(now.plus(pause(waiting.attempt()))))
                      .param("id", waiting.alert().alertId())
                      .update());
          return due;
        });
  }

  // 10 s, 40 s, 90 s …; the wait also keeps other nodes away while this one delivers.
  private static Duration pause(int attempt) {
    return Duration.ofSeconds(10L * attempt * attempt);
  }

  private void deliver(Waiting waiting) {
    var id = waiting.alert().alertId();
    try {
      post(waiting.alert());
      finish(id, "sent");
    } catch (IOException | IllegalStateException e) {
      var last = waiting.attempt() >= properties.maxAttempts();
      log.warn("webhook for alert {} failed, try {}: {}", id, waiting.attempt(), e.toString());
      if (last) {
        finish(id, "failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void post(Alert alert) throws IOException, InterruptedException {
    var body = write(alert);
    var response =
        http.send(
            HttpRequest.newBuilder(Objects.requireNonNull(properties.url()))
                .timeout(properties.timeout())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", alert.alertId())
                .header("X-Casework-Signature", "sha256=" + signature(body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.discarding());
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException("answered " + response.statusCode());
    }
  }

  private String signature(String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(properties.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void finish(String id, String state) {
    jdbc.sql("update alert set webhook_state = :state where alert_id = :id")
        .param("state", state)
        .param("id", id)
        .update();
  }

  private String write(Alert alert) {
    try {
      return json.writeValueAsString(alert);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Waiting(Alert alert, int attempt) {}
}
