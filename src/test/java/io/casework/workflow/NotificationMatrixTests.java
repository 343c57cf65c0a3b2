package io.casework.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import io.casework.core.CaseId;
import io.casework.notification.NotificationMatrix;
import io.casework.notification.Notifications;
import java.time.Duration;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The matrix as the application asks it. */
@CaseworkTest
class NotificationMatrixTests {

  @Autowired NotificationMatrix matrix;
  @Autowired Notifications notifications;
  @Autowired TablesAsked asked;
  @Autowired TransactionTemplate transaction;
  @Autowired HistoryService history;
  @Autowired IdentityService identities;
  @Autowired EngineAddresses addresses;

  @Test
  @Tag("S3-11")
  @Tag("S3-97")
  void whoAsksHearsTheDestinationsThatAreUsed() {
    assertThat(notifications.destinations("alert_triaged", "high", "channel:compliance"))
        .containsExactly("slack:compliance-high", "email:compliance");
    assertThat(notifications.destinations("case_assigned", "P1", "user:analyst-1"))
        .containsExactly("teams:user:analyst-1", "email:user:analyst-1");
    assertThat(notifications.destinations("sla_due_soon", "P1", "group:kyc-analysts"))
        .containsExactly("teams:kyc-analysts", "email:kyc-analysts");
    assertThat(notifications.destinations("case_resolved:legit", "P1", "customer")).isEmpty();
  }

  @Test
  void itKnowsEveryDestinationThatTheTableNames() {
    assertThat(matrix.named())
        .contains("slack:compliance-critical", "webhook:communications", "email:addressee")
        .allMatch(each -> each.matches("\\w+:[\\w-]+"));
  }

  @Test
  void askingLeavesNothingBehindInTheEngineOrInWhatFactsSayOfTables() {
    var before = history.createHistoricDecisionInstanceQuery().count();

    transaction.executeWithoutResult(
        status -> {
          matrix.choose("never_asked_before", "P1", "user");
          assertThat(asked.take(TableNotificationMatrix.TABLE)).isEmpty();
        });

    assertThat(history.createHistoricDecisionInstanceQuery().count()).isEqualTo(before);
  }

  @Test
  void aHundredThousandQuestionsTakeLessThanASecond() {
    matrix.choose("alert_triaged", "high", "channel");
    var begun = System.nanoTime();
    for (int i = 0; i < 100_000; i++) {
      matrix.choose("alert_triaged", i % 2 == 0 ? "high" : "low", "channel");
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aPersonsAddressIsTheOneThatTheEngineKnows() {
    var user = identities.newUser("mail-reader");
    user.setPassword(new CaseId("0a4b7f7e-7d0f-4f6c-9c2a-1f0e3c1d2b3a").value() + "A!");
    user.setEmail("reader@bank.example");
    identities.saveUser(user);
    try {
      assertThat(addresses.emailOf("mail-reader")).contains("reader@bank.example");
      assertThat(addresses.emailOf("analyst-1")).isEmpty();
      assertThat(addresses.emailOf("nobody")).isEmpty();
    } finally {
      identities.deleteUser("mail-reader");
    }
  }
}
