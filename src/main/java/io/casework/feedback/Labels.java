package io.casework.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.cases.CaseRecord;
import io.casework.cases.Resolution;
import io.casework.core.CaseId;
import io.casework.core.Utc;
import io.casework.outbox.Destination;
import io.casework.outbox.MessagesSent;
import io.casework.outbox.Outbox;
import io.casework.outbox.OutgoingMessage;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Labels: a row with the decision, then the message about it.
 *
 * <p>The row is written in the transaction of the decision, so that the number of labels never
 * depends on what was delivered.
 */
@Component
@Transactional
public class Labels {

  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final ObjectMapper json;
  private final Clock clock;

  Labels(JdbcClient jdbc, Outbox outbox, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.json = json;
    this.clock = clock;
  }

  /** Writes the label of an analyst's decision. */
  public void record(CaseRecord record, Resolution resolution) {
    insert(
        record,
        resolution.number(),
        resolution.decision().label().orElse(null),
        resolution.decision().toString(),
        resolution.reasonCode().toString(),
        "analyst",
        "confirmed",
        resolution.decidedAt());
  }

  /** Writes the label of a case that was closed without review: assumed, not known. */
  public void recordCleared(CaseRecord record) {
    insert(record, 0, "legit", null, null, "auto_cleared", "assumed", clock.instant());
  }

  private void insert(
      CaseRecord record,
      int number,
      @Nullable String label,
      @Nullable String decision,
      @Nullable String reasonCode,
      String source,
      String confidence,
      Instant decidedAt) {
    jdbc.sql(
            """
            insert into label (feedback_id, case_id, label, decision, reason_code, label_source,
              confidence, featureset_id, model_version, score, event_time, decided_at,
              selection_probability, supersedes)
            values (:feedback, :case, :label, :decision, :reason, :source, :confidence, :features,
              :model, :score, :eventTime, :decidedAt, :probability, :supersedes)
            """)
        .param("feedback", feedbackId(record.caseId(), number))
        .param("case", record.caseId().value())
        .param("label", label)
        .param("decision", decision)
        .param("reason", reasonCode)
        .param("source", source)
        .param("confidence", confidence)
        .param("features", record.featuresetId())
        .param("model", record.modelVersion())
        .param("score", record.score())
        .param("eventTime", Utc.of(record.eventTime()))
        .param("decidedAt", Utc.of(decidedAt))
        .param("probability", record.selectionProbability())
        .param("supersedes", number > 1 ? feedbackId(record.caseId(), number - 1) : null)
        .update();
  }

  /** Sends every label of the case that was not sent before; the event hub has it soon after. */
  public void send(CaseId caseId) {
    jdbc.sql(
            "select * from label where case_id = :case and queued_at is null order by feedback_id"
                + " for update")
        .param("case", caseId.value())
        .query((row, number) -> label(row))
        .list()
        .forEach(
            label -> {
              outbox.send(message(label));
              jdbc.sql("update label set queued_at = :now where feedback_id = :feedback")
                  .param("now", Utc.of(clock.instant()))
                  .param("feedback", label.feedbackId())
                  .update();
            });
  }

  /** All labels of a case lie in one partition, in order. */
  private OutgoingMessage message(Label label) {
    return new OutgoingMessage(
        Destination.MODEL_FEEDBACK,
        label.feedbackId(),
        write(label),
        Map.of("feedback_id", label.feedbackId(), "schema", "model_feedback.v2"),
        null,
        label.caseId());
  }

  @EventListener
  void sent(MessagesSent messages) {
    if (messages.destination() == Destination.MODEL_FEEDBACK) {
      jdbc.sql("update label set sent_at = :now where feedback_id in (:sent)")
          .param("now", Utc.of(clock.instant()))
          .param("sent", messages.keys())
          .update();
    }
  }

  private String write(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Labels decided between two instants, oldest first. */
  public List<Label> between(Instant from, Instant to) {
    return jdbc.sql(
            """
            select * from label where decided_at >= :from and decided_at < :to
            order by decided_at, feedback_id
            """)
        .param("from", Utc.of(from))
        .param("to", Utc.of(to))
        .query((row, number) -> label(row))
        .list();
  }

  /** What could be learned at an instant: the latest label of each case, without empty ones. */
  public List<Label> trainingSet(Instant asOf) {
    return jdbc.sql(
            """
            select * from label l where decided_at <= :asOf and label is not null
              and not exists (select 1 from label later
                where later.supersedes = l.feedback_id and later.decided_at <= :asOf)
            order by decided_at, feedback_id
            """)
        .param("asOf", Utc.of(asOf))
        .query((row, number) -> label(row))
        .list();
  }

  private static String feedbackId(CaseId caseId, int number) {
    return caseId + ":" + number;
  }

  static Label label(ResultSet row) throws SQLException {
    return new Label(
        row.getString("feedback_id"),
        row.getString("case_id"),
        row.getString("featureset_id"),
        row.getString("label"),
        row.getString("decision"),
        row.getString("reason_code"),
        row.getString("label_source"),
        row.getString("confidence"),
        row.getString("model_version"),
        row.getDouble("score"),
        Utc.read(row, "event_time"),
        Utc.read(row, "decided_at"),
        row.getDouble("selection_probability"),
        row.getString("supersedes"));
  }
}
