package io.casework.cases;

import io.casework.core.CaseId;
import io.casework.core.Priority;
import io.casework.core.Route;
import io.casework.core.Utc;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;

/** How rows read as values. */
final class CaseRows {

  private CaseRows() {}

  static final RowMapper<CaseRecord> RECORD =
      (row, number) ->
          new CaseRecord(
              new CaseId(row.getString("case_id")),
              CaseStatus.of(row.getString("status")),
              row.getString("outcome"),
              Optional.ofNullable(row.getString("route")).map(Route::of).orElse(null),
              Optional.ofNullable(row.getString("priority")).map(Priority::valueOf).orElse(null),
              row.getDouble("score"),
              row.getString("tier"),
              row.getString("model_version"),
              row.getString("featureset_id"),
              words(row.getString("flags")),
              row.getString("user_id"),
              row.getString("merchant_id"),
              row.getBigDecimal("amount"),
              row.getString("currency"),
              row.getString("assignee"),
              row.getString("queue_group"),
              Utc.read(row, "event_time"),
              Utc.read(row, "received_at"),
              Utc.read(row, "clock_started_at"),
              Utc.readNullable(row, "policy_due_at"),
              Utc.readNullable(row, "requested_due_at"),
              Utc.readNullable(row, "due_at"),
              Utc.readNullable(row, "remind_at"),
              Utc.readNullable(row, "paused_at"),
              Utc.readNullable(row, "breached_at"),
              Utc.readNullable(row, "first_touch_at"),
              Utc.readNullable(row, "closed_at"),
              Utc.readNullable(row, "erased_at"),
              row.getInt("escalation_level"),
              row.getInt("round"),
              row.getDouble("selection_probability"),
              row.getString("correlation_id"),
              row.getLong("version"));

  static RowMapper<Note> notes(CaseTexts texts) {
    return (row, number) -> {
      var noteId = row.getString("note_id");
      return new Note(
          noteId,
          row.getString("author"),
          Utc.read(row, "written_at"),
          texts.open(CaseTexts.note(noteId), row.getString("text")),
          Utc.readNullable(row, "edited_at"),
          row.getInt("version"));
    };
  }

  static RowMapper<Resolution> resolutions(CaseTexts texts) {
    return (row, line) -> {
      var number = row.getInt("number");
      var decision = Decision.of(row.getString("decision"));
      return new Resolution(
          number,
          decision,
          ReasonCode.of(row.getString("reason_code"), decision),
          texts.openNullable(CaseTexts.resolution(number), row.getString("note")),
          row.getBoolean("overrides"),
          row.getString("decided_by"),
          Utc.read(row, "decided_at"));
    };
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.split(" "));
  }
}
