package io.casework.notification;

import io.casework.core.CaseId;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import io.casework.core.Utc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people were told about a case, when, and whether it reached its channel. */
@Component
class NotificationEvidence implements EvidenceSource {

  private final JdbcClient jdbc;

  private final String sent;

  NotificationEvidence(JdbcClient jdbc, NotificationProperties properties) {
    this.jdbc = jdbc;
    this.sent = properties.dryRun() ? "written down, not sent (dry run)" : "sent";
  }

  @Override
  public void collect(CaseId caseId, Evidence into) {
    var messages =
        jdbc.sql(
                """
                select n.notification_key, n.audience, n.kind, n.subject, n.text, n.link,
                  d.destination, d.instead_of, d.state, d.attempts, d.asked_at, d.delivered_at,
                  d.failure
                from notification n
                  join notification_delivery d on d.notification_key = n.notification_key
                where n.case_id = :case
                order by n.created_at, n.notification_key, d.delivery_id
                """)
            .param("case", caseId.value())
            .query((row, number) -> message(row))
            .list();
    if (messages.isEmpty()) {
      into.missing("messages/out/notifications.jsonl", "nobody was told anything about this case");
    } else {
      into.lines("messages/out/notifications.jsonl", "messages to people", messages, "/link");
    }
  }

  private Message message(ResultSet row) throws SQLException {
    return new Message(
        row.getString("notification_key"),
        row.getString("destination"),
        row.getString("instead_of"),
        row.getString("audience"),
        row.getString("kind"),
        row.getString("subject"),
        row.getString("text"),
        row.getString("link"),
        row.getString("state").equals("sent") ? sent : row.getString("state"),
        row.getString("failure"),
        row.getInt("attempts"),
        Utc.read(row, "asked_at"),
        Utc.readNullable(row, "delivered_at"));
  }

  /**
   * @param insteadOf the destination that was given up, when this one is its fallback
   * @param state {@code waiting}, {@code sent} or {@code failed}; in a dry run nothing is sent
   */
  record Message(
      String key,
      String destination,
      @Nullable String insteadOf,
      String audience,
      String kind,
      String subject,
      String text,
      @Nullable String link,
      String state,
      @Nullable String failure,
      int attempts,
      Instant askedAt,
      @Nullable Instant deliveredAt) {}
}
