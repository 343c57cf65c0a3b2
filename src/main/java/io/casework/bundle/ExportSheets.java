package io.casework.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.util.List;

/** The tables of an export. */
final class ExportSheets {

  private ExportSheets() {}

  private static CsvSheet sheet(OutputStream to, String... columns) throws IOException {
    return new CsvSheet(new OutputStreamWriter(to, UTF_8), columns);
  }

  static void days(List<Reconciliation.Day> days, OutputStream to) throws IOException {
    try (var sheet =
        sheet(
            to,
            "from",
            "to",
            "messages_in",
            "cases",
            "auto_cleared",
            "reviewed",
            "duplicates",
            "rejects",
            "unexplained",
            "audit_cases",
            "audit_auto_cleared",
            "audit_duplicates",
            "audit_rejects",
            "audit_difference")) {
      for (var day : days) {
        sheet.row(
            day.from(),
            day.to(),
            day.messagesIn(),
            day.cases(),
            day.autoCleared(),
            day.reviewed(),
            day.duplicates(),
            day.rejects(),
            day.unexplained(),
            day.auditCases(),
            day.auditAutoCleared(),
            day.auditDuplicates(),
            day.auditRejects(),
            day.auditDifference());
      }
    }
  }

  static void cases(ExportedCases list, ExportRange range, OutputStream to) throws IOException {
    try (var sheet =
        sheet(
            to,
            "case_id",
            "received_at",
            "status",
            "outcome",
            "route",
            "priority",
            "tier",
            "score",
            "model_version",
            "amount",
            "currency",
            "assignee",
            "due_at",
            "breached_at",
            "closed_at",
            "escalation_level",
            "round",
            "version")) {
      list.forEach(
          range,
          row ->
              sheet.row(
                  row.caseId(),
                  row.receivedAt(),
                  row.status(),
                  row.outcome(),
                  row.route(),
                  row.priority(),
                  row.tier(),
                  row.score(),
                  row.modelVersion(),
                  row.amount().toPlainString(),
                  row.currency(),
                  row.assignee(),
                  row.dueAt(),
                  row.breachedAt(),
                  row.closedAt(),
                  row.escalationLevel(),
                  row.round(),
                  row.version()));
    }
  }

  static void missing(List<Missing> failed, OutputStream to) throws IOException {
    try (var sheet = sheet(to, "case_id", "why")) {
      for (var one : failed) {
        sheet.row(one.path(), one.why());
      }
    }
  }
}
