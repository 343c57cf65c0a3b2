package io.casework.decision.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.casework.CaseworkTest;
import io.casework.TestClock;
import io.casework.TestDesk;
import io.casework.decision.context.DayRollUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A model meets the features it was trained on. */
@CaseworkTest
class FeatureParityTests {

  @Autowired TestDesk desk;
  @Autowired DayRollUp days;
  @Autowired JdbcClient jdbc;

  private final String run = UUID.randomUUID().toString();

  @BeforeEach
  @AfterEach
  void nothingOfAnotherTimeIsLeft() {
    var ours = "(select transaction_id from payment where sender_id like :run)";
    for (var table : List.of("alert", "payment_decision", "payment")) {
      jdbc.sql("delete from %s where transaction_id in %s".formatted(table, ours))
          .param("run", "%" + run)
          .update();
    }
    jdbc.sql("delete from rolled_day").update();
    jdbc.sql("delete from receiver_day").update();
  }

  @Test
  void scoringComputesTheFeaturesThatTrainingDoes() {
    var random = new Random(11);
    var trained = new FeatureHistory();
    var differences = new ArrayList<String>();
    var seen = 0;
    for (int i = 0; i < 120; i++) {
      TestClock.advance(Duration.ofMinutes(30 + random.nextInt(1200)));
      days.rollUp();
      var customer = "c" + random.nextInt(3) + run;
      var receiver = "r" + random.nextInt(3) + run;
      var amount = 100 + random.nextInt(90_000) / 100.0;
      var fraud = random.nextInt(4) == 0;

      var online = pay(customer, receiver, amount, fraud);
      var offline =
          trained.next(
              new LabelledPayment(
                  Instant.parse(online.path("transaction").path("scored_at").asText()),
                  customer,
                  receiver,
                  amount,
                  fraud));

      var features = online.path("explanation").path("features");
      for (int feature = 0; feature < offline.length; feature++) {
        var here = features.get(feature).asDouble();
        if (Math.abs(here - offline[feature]) > 1e-6) {
          differences.add(
              "payment %d: %s is %f online and %f in training"
                  .formatted(i, Features.NAMES.get(feature), here, offline[feature]));
        }
        seen += here == 0 ? 0 : 1;
      }
    }
    assertThat(differences).isEmpty();
    assertThat(seen / (120.0 * Features.NAMES.size())).isCloseTo(0.7, within(0.3));
  }

  private JsonNode pay(String customer, String receiver, double amount, boolean fraud) {
    var answer =
        desk.post(
            "decision-service",
            "/api/v1/transactions",
            "{\"sender_id\":\"%s\",\"receiver_id\":\"%s\",\"amount\":%.2f,\"currency\":\"ZAR\"}"
                .formatted(customer, receiver, amount));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    var id = answer.json().path("transaction_id").asText();
    jdbc.sql("update payment set fraud = :fraud where transaction_id = :id")
        .param("fraud", fraud)
        .param("id", id)
        .update();
    return desk.get("analyst-1", "/api/v1/transactions/" + id + "/score").json();
  }
}
