package io.casework.decision;

import io.casework.core.Refused;
import io.casework.watch.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The door of scoring: a body in, and out an answer that is on disk. */
@Component
class Scoring implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Scoring.class);
  private static final String TRANSACTION_ID = "transaction_id";
  private static final int MAX_KEY = 128;

  private final PaymentReader reader;
  private final ScoringSteps steps;
  private final SharedTransactions transactions;
  private final Timer timer;
  private final Stages stages;
  private final Traces traces;

  Scoring(
      PaymentReader reader,
      ScoringSteps steps,
      PlatformTransactionManager transactionManager,
      DecisionProperties properties,
      Stages stages,
      MeterRegistry meters,
      Traces traces) {
    this.reader = reader;
    this.steps = steps;
    this.stages = stages;
    this.traces = traces;
    this.transactions =
        new SharedTransactions(
            new TransactionTemplate(transactionManager),
            properties.lanes(),
            properties.paymentsPerCommit());
    this.timer =
        Timer.builder("orchestration.duration")
            .description("Scoring of a payment, from its bytes to the committed answer")
            .publishPercentileHistogram()
            .register(meters);
  }

  /**
   * Scores a body; when this returns, the decision is on disk.
   *
   * @param key the caller's idempotency key; a repeat with the same body gets the first answer
   * @param caller whose keys these are
   * @return the answer as JSON, byte for byte the same for a repeat
   * @throws io.casework.wire.Malformed if the body is no payment
   * @throws Refused if a field breaks a rule, or the key was used with another body
   */
  String score(byte[] body, @Nullable String key, String caller) {
    if (key != null && (key.isBlank() || key.length() > MAX_KEY)) {
      throw Refused.field("Idempotency-Key", "must have 1 to 128 characters");
    }
    return score(body, caller, "key", key);
  }

  /** Scores a body from a queue; a repeat is known by its message, or by its external id. */
  void scoreQueued(byte[] body, String messageId) {
    score(body, "queue", "message", messageId);
  }

  private String score(byte[] body, String caller, String kind, @Nullable String key) {
    var begin = System.nanoTime();
    var id = UUID.randomUUID().toString();
    MDC.put(TRANSACTION_ID, id);
    try {
      log.info("scoring a payment of {} bytes", body.length);
      var payment = stages.time("read", () -> reader.read(body));
      var incoming =
          new Incoming(
              id,
              payment,
              named(caller, kind, key),
              named(caller, "id", payment.externalId()),
              sha256(body),
              new String(body, StandardCharsets.UTF_8));
      var answer =
          transactions.run(payment.senderId(), traces.carrying(() -> steps.score(incoming)));
      if (!answer.bodyHash().equals(incoming.bodyHash())) {
        throw Refused.conflict(
            key == null ? "/external_id" : "Idempotency-Key", "was used before with another body");
      }
      var took = System.nanoTime() - begin;
      timer.record(took, TimeUnit.NANOSECONDS);
      log.info("{}, {} ms", answer.summary(), TimeUnit.NANOSECONDS.toMillis(took));
      return answer.text();
    } finally {
      MDC.remove(TRANSACTION_ID);
    }
  }

  private static @Nullable String named(String caller, String kind, @Nullable String key) {
    return key == null ? null : caller + ":" + kind + ":" + key;
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void destroy() {
    transactions.close();
  }
}
