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
                select * from notification where case_id = :case
                order by created_at, notification_key
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
        row.getString("audience"),
        row.getString("kind"),
        row.getString("subject"),
        row.getString("text"),
        row.getString("link"),
        row.getString("state").equals("sent") ? sent : row.getString("state"),
        row.getInt("attempts"),
        Utc.read(row, "created_at"),
        Utc.readNullable(row, "delivered_at"));
  }

  /**
   * @param state {@code waiting}, {@code sent} or {@code failed}; in a dry run nothing is sent
   */
  record Message(
      String key,
      String audience,
      String kind,
      String subject,
      String text,
      @Nullable String link,
      String state,
      int attempts,
      Instant askedAt,
      @Nullable Instant deliveredAt) {}
}
