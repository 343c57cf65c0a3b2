package io.casework.alerts.sources;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file: the first of it row by row, and how much in all; never a value. */
final class FileReport {

  private static final int MOST = 100;

  private final List<Problem> first = new ArrayList<>();
  private long problems;

  /** A report on a file of which no row can be read. */
  static FileReport of(long line, String column, String rule) {
    var report = new FileReport();
    report.problem(0, line, column, rule);
    return report;
  }

  void problem(long row, long line, String column, String rule) {
    problems++;
    if (first.size() < MOST) {
      first.add(new Problem(row, line, column, rule));
    }
  }

  boolean clean() {
    return problems == 0;
  }

  /** In one sentence, for people who are told. */
  String summary() {
    var one = first.get(0);
    return "%d problem%s; line %d, %s: %s"
        .formatted(
            problems,
            problems == 1 ? "" : "s",
            one.line(),
            one.column().isEmpty() ? "row" : one.column(),
            one.rule());
  }

  Content content(String file, Instant now, long checked, long taken) {
    return new Content(file, now, checked, taken, problems, first);
  }

  /**
   * The report as it is left beside the file.
   *
   * @param rowsChecked a file that cannot be read on is not checked to its end
   * @param rowsTaken before the file grew or changed while it was taken
   */
  record Content(
      String file,
      Instant checkedAt,
      long rowsChecked,
      long rowsTaken,
      long problems,
      List<Problem> firstProblems) {}

  /**
   * One thing that is wrong.
   *
   * @param row the first below the header is 1; 0 for the file as a whole
   * @param line where the row begins
   * @param column empty for the row as a whole
   */
  record Problem(long row, long line, String column, String rule) {}
}
