package io.casework.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import io.casework.CaseworkTest;
import io.casework.TestDesk;
import io.casework.TestEvents;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Each crossing of the threshold asks for retraining once. */
@CaseworkTest
@TestPropertySource(properties = "casework.feedback.label-volume-threshold=2")
class LabelVolumeTests {

  @Autowired TestDesk desk;
  @Autowired JdbcClient jdbc;

  @Test
  @Tag("S2-72")
  void everySecondLabelPutsOneMessageOnTheQueue() {
    jdbc.sql("update analyst set max_open = 100").update();
    decide("confirm_fraud", "account_takeover");
    decide("partial", "insufficient_evidence");
    decide("legit", "travel");
    decide("legit", "travel");
    decide("confirm_fraud", "account_takeover");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                jdbc.sql(
                        "select count(*) from label where sent_at is null and decision is not null")
                    .query(Integer.class)
                    .single(),
            waiting -> waiting == 0);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> jdbc.sql("select count(*) from retraining_trigger").query(Integer.class).single(),
            asked -> asked == 2);
    assertThat(desk.take("retraining-trigger", 5))
        .extracting(ServiceBusReceivedMessage::getMessageId)
        .containsExactly("retraining:1", "retraining:2");
  }

  private void decide(String decision, String reason) {
    var id = TestEvents.id();
    desk.open(id, TestEvents.kyc(id));
    var answer =
        desk.post(
            "analyst-kyc",
            "/api/v1/cases/" + id + "/resolution",
            "{\"decision\":\"%s\",\"reason_code\":\"%s\",\"note\":\"noted\"}"
                .formatted(decision, reason));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }
}
