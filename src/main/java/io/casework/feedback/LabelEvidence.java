package io.casework.feedback;

import io.casework.core.CaseId;
import io.casework.core.Evidence;
import io.casework.core.EvidenceSource;
import io.casework.core.Utc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the model was told of a case, and when it was sent. */
@Component
class LabelEvidence implements EvidenceSource {

  private static final String ROLE = "model_feedback message; sent_at is null until it was sent";

  private final JdbcClient jdbc;

  LabelEvidence(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void collect(CaseId caseId, Evidence into) {
    var labels =
        jdbc.sql("select * from label where case_id = :case order by decided_at, feedback_id")
            .param("case", caseId.value())
            .query((row, number) -> new Sent(Labels.label(row), Utc.readNullable(row, "sent_at")))
            .list();
    labels.forEach(
        label -> into.json("messages/out/label-%s.json".formatted(label.number()), ROLE, label));
    if (labels.isEmpty()) {
      into.missing("messages/out/label-1.json", "the case is not decided yet");
    }
  }

  /** A label with the instant at which Event Hubs had it. */
  record Sent(Label message, @Nullable Instant sentAt) {

    private String number() {
      return message.feedbackId().substring(message.feedbackId().lastIndexOf(':') + 1);
    }
  }
}
