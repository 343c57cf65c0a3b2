package io.casework.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.core.Utc;
import io.casework.notification.NotificationMatrix.Recipients;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Messages as rows: one for what is said, one for each destination, in the asker's transaction. */
@Repository
class JdbcNotifications implements Notifications {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate savepoint;
  private final Addressing addressing;
  private final NotificationBells bells;
  private final ObjectMapper json;
  private final Clock clock;

  JdbcNotifications(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Addressing addressing,
      NotificationBells bells,
      ObjectMapper json,
      Clock clock) {
    this.jdbc = jdbc;
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.addressing = addressing;
    this.bells = bells;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Two callers may ask for one key at the same moment: the second insert waits for the first one's
   * commit and is undone alone, by its savepoint, so that its caller's work stands.
   */
  @Override
  public boolean send(Notice notice) {
    try {
      savepoint.executeWithoutResult(status -> insert(List.of(notice)));
      ringAfterCommit();
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  @Override
  public void sendNew(List<Notice> notices) {
    insert(notices);
    ringAfterCommit();
  }

  @Override
  public List<String> destinations(String kind, @Nullable String urgency, String audience) {
    return addressing.choose(kind, urgency, audience).destinations();
  }

  @Override
  public List<Told> told(String key) {
    return jdbc.query(
        """
        select destination, state from notification_delivery
        where notification_key = ? order by delivery_id
        """,
        (row, number) -> new Told(row.getString("destination"), row.getString("state")),
        key);
  }

  private void insert(List<Notice> notices) {
    var now = Utc.of(clock.instant());
    var messages = new ArrayList<Object[]>(notices.size());
    var deliveries = new ArrayList<Object[]>(notices.size() * 2);
    for (var notice : notices) {
      var recipients = addressing.choose(notice.kind(), notice.urgency(), notice.audience());
      if (!recipients.destinations().isEmpty()) {
        messages.add(message(notice, now));
        recipients
            .destinations()
            .forEach(each -> deliveries.add(delivery(notice, each, recipients, now)));
      }
    }
    jdbc.batchUpdate(
        """
        insert into notification (notification_key, audience, kind, urgency, case_id, subject,
          text, link, facts, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        messages);
    jdbc.batchUpdate(
        """
        insert into notification_delivery (notification_key, destination, channel, fallback,
          state, asked_at, next_attempt_at) values (?, ?, ?, ?, 'waiting', ?, ?)
        """,
        deliveries);
  }

  private Object[] message(Notice notice, Object now) {
    var caseId = notice.caseId();
    return new @Nullable Object[] {
      notice.key(),
      notice.audience(),
      notice.kind(),
      notice.urgency(),
      caseId == null ? null : caseId.value(),
      notice.subject(),
      notice.text(),
      notice.link(),
      write(notice),
      now
    };
  }

  private static Object[] delivery(
      Notice notice, String destination, Recipients recipients, Object now) {
    return new Object[] {
      notice.key(),
      destination,
      Destination.of(destination).channel(),
      String.join(",", recipients.fallback()),
      now,
      now
    };
  }

  private void ringAfterCommit() {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      bells.ring();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            bells.ring();
          }
        });
  }

  private String write(Notice notice) {
    try {
      return json.writeValueAsString(notice.facts());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
