package io.casework.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.casework.CaseworkTest;
import io.casework.TestDesk;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What operators see of messages, and what they can do. */
@CaseworkTest
class NotificationOperationsTests {

  private static final String PATH = "/api/v1/ops/notifications";

  @Autowired TestDesk desk;
  @Autowired Notifications notifications;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient jdbc;

  @Test
  void aMessageThatWasGivenUpIsListedAndTriedAgain() {
    var key = "test:" + UUID.randomUUID();
    transaction.executeWithoutResult(
        status -> {
          notifications.send(
              new Notice(
                  key, "channel:ops", "new_kind", null, null, "subject", "text", null, Map.of()));
          jdbc.sql(
                  "update notification_delivery set state = 'failed', failure = 'answered 404'"
                      + " where notification_key = :key")
              .param("key", key)
              .update();
        });
    var seen = desk.get("ops-1", PATH).json();
    var mine = seen.get(seen.size() - 1);
    assertThat(mine.path("key").asText()).isEqualTo(key);
    assertThat(mine.path("destination").asText()).isEqualTo("email:archive");
    assertThat(mine.path("failure").asText()).isEqualTo("answered 404");

    var again = PATH + "/" + mine.path("delivery_id").asLong() + "/retry";
    assertThat(desk.post("ops-1", again, "").status()).isEqualTo(200);

    await()
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                "select state from notification_delivery"
                                    + " where notification_key = :key")
                            .param("key", key)
                            .query(String.class)
                            .single())
                    .isEqualTo("sent"));
    assertThat(desk.post("ops-1", again, "").status()).isEqualTo(404);
  }

  @Test
  void nobodyElseIsLetIn() {
    for (var user : new String[] {"analyst-1", "auditor-1", "decision-service", "qa-1"}) {
      assertThat(desk.get(user, PATH).status()).as(user).isEqualTo(403);
      assertThat(desk.post(user, PATH + "/1/retry", "").status()).as(user).isEqualTo(403);
    }
    assertThat(desk.get("", PATH).status()).isEqualTo(401);
  }
}
