package io.casework.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the scenarios came to, as a table. */
final class Report {

  private final List<Row> rows = new ArrayList<>();

  void add(Row row) {
    rows.add(row);
    System.out.println(row.line());
    row.verdict().examples().forEach(example -> System.out.println("    " + example));
    row.screams().stream()
        .map(line -> line.replaceAll("[0-9a-f-]{36}", "…"))
        .distinct()
        .limit(10)
        .forEach(line -> System.out.println("    log: " + line));
  }

  /** Prints all rows; true when nothing was lost and nothing happened twice. */
  boolean print() {
    System.out.println();
    System.out.println(
        "scenario                  kills  at place  events  decisions  lost  doubled  unexpected"
            + "  unknown  slowest ready  slowest backlog");
    rows.forEach(row -> System.out.println(row.line()));
    return rows.stream().allMatch(row -> row.verdict().clean());
  }

  /**
   * One scenario.
   *
   * @param kills processes that were killed
   * @param atPlace how many of them at a failpoint, the others at any moment
   * @param ready seconds of the slowest start until ready
   * @param backlog seconds of the slowest recovery, from ready until all that was accepted was done
   */
  record Row(
      String scenario,
      int kills,
      int atPlace,
      int events,
      int decisions,
      Verdict verdict,
      double ready,
      double backlog,
      List<String> screams) {

    String line() {
      return String.format(
          Locale.ROOT,
          "%-24s %6d %9d %7d %10d %5d %8d %11d %8d %12.1f s %14.1f s",
          scenario,
          kills,
          atPlace,
          events,
          decisions,
          verdict.lost(),
          verdict.doubled(),
          verdict.unexpected(),
          verdict.unknown(),
          ready,
          backlog);
    }
  }
}
