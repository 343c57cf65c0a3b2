package io.casework.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@CaseworkTest
class NotificationsTests {

  @Autowired Notifications notifications;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient jdbc;

  @Test
  void theSecondOfTwoCallersAtOnceKeepsItsOwnWork() throws Exception {
    var key = "test:" + UUID.randomUUID();
    var firstHasWritten = new CountDownLatch(1);
    var secondIsAtIt = new CountDownLatch(1);
    var threads = Executors.newFixedThreadPool(2);
    try {
      var first =
          threads.submit(
              () ->
                  transaction.execute(
                      status -> {
                        var sent = notifications.send(notice(key));
                        firstHasWritten.countDown();
                        await(secondIsAtIt);
                        return sent;
                      }));
      var second =
          threads.submit(
              () ->
                  transaction.execute(
                      status -> {
                        await(firstHasWritten);
                        secondIsAtIt.countDown();
                        var sent = notifications.send(notice(key));
                        return sent + " " + notifications.send(notice(key + ":own"));
                      }));
      assertThat(first.get()).isTrue();
      assertThat(second.get()).isEqualTo("false true");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aNodeThatDiedInTheLastTryCostsNoFurtherOne() {
    var key = "test:" + UUID.randomUUID();
    transaction.executeWithoutResult(
        status -> {
          notifications.send(notice(key));
          jdbc.sql("update notification_delivery set attempts = 3 where notification_key = :key")
              .param("key", key)
              .update();
        });

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                "select state || ' ' || attempts from notification_delivery"
                                    + " where notification_key = :key")
                            .param("key", key)
                            .query(String.class)
                            .single())
                    .isEqualTo("failed 3"));
  }

  private static Notice notice(String key) {
    return new Notice(key, "channel:ops", "test", null, null, "subject", "text", null, Map.of());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
