package io.casework.alerts;

import io.casework.core.Utc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The history of runs, for people who ask whether and how triage works. */
@Component
class Runs {

  private static final int MAX_FAILURE = 500;

  private final JdbcClient jdbc;
  private final Clock clock;

  Runs(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  String begin(String source, Cause cause) {
    var id = UUID.randomUUID().toString();
    jdbc.sql(
            """
            insert into triage_run (run_id, source, cause, state, processed, duplicates, failed,
              started_at)
            values (:id, :source, :cause, 'running', 0, 0, 0, :now)
            """)
        .param("id", id)
        .param("source", source)
        .param("cause", cause.toString())
        .param("now", Utc.of(clock.instant()))
        .update();
    return id;
  }

  /** Adds to a run's numbers. */
  void add(String runId, Tally tally) {
    jdbc.sql(
            """
            update triage_run set processed = processed + :processed,
              duplicates = duplicates + :duplicates, failed = failed + :failed
            where run_id = :id
            """)
        .param("processed", tally.processed())
        .param("duplicates", tally.duplicates())
        .param("failed", tally.failed())
        .param("id", runId)
        .update();
  }

  /** Counts something that could not be read; the last one's failure is kept. */
  void setAside(String runId, String failure) {
    jdbc.sql("update triage_run set failed = failed + 1, failure = :failure where run_id = :id")
        .param("failure", cut(failure))
        .param("id", runId)
        .update();
  }

  void complete(String runId) {
    finish(runId, "completed", null);
  }

  void fail(String runId, String failure) {
    finish(runId, "failed", cut(failure));
  }

  private static String cut(String failure) {
    return failure.length() <= MAX_FAILURE ? failure : failure.substring(0, MAX_FAILURE);
  }

  private void finish(String runId, String state, @Nullable String failure) {
    jdbc.sql(
            """
            update triage_run set state = :state, failure = coalesce(:failure, failure), finished_at = :now
            where run_id = :id and state = 'running'
            """)
        .param("state", state)
        .param("failure", failure)
        .param("now", Utc.of(clock.instant()))
        .param("id", runId)
        .update();
  }

  /** Ends what a node that died had begun on the source; the next run goes on with it. */
  void cutOff(String source) {
    jdbc.sql(
            """
            update triage_run set state = 'failed', failure = 'cut off; the next run went on',
              finished_at = :now
            where source = :source and state = 'running'
            """)
        .param("now", Utc.of(clock.instant()))
        .param("source", source)
        .update();
  }

  /** Ends requests and messages that nobody can be at any more. */
  void cutOffBefore(Instant before) {
    jdbc.sql(
            """
            update triage_run set state = 'failed', failure = 'cut off; what is missing must be sent again',
              finished_at = :now
            where state = 'running' and cause in ('request', 'queue') and started_at < :before
            """)
        .param("now", Utc.of(clock.instant()))
        .param("before", Utc.of(before))
        .update();
  }

  /** When the source was last looked through whole and without failure. */
  Optional<Instant> lastCompleted(String source) {
    return jdbc.sql(
            """
            select max(finished_at) as finished_at from triage_run
            where source = :source and state = 'completed' and cause = 'schedule'
            """)
        .param("source", source)
        .query((row, number) -> Optional.ofNullable(Utc.readNullable(row, "finished_at")))
        .single();
  }

  /** The newest first. */
  List<Run> latest(int most) {
    return jdbc.sql("select * from triage_run order by started_at desc fetch first :most rows only")
        .param("most", most)
        .query((row, number) -> read(row))
        .list();
  }

  private static Run read(ResultSet row) throws SQLException {
    return new Run(
        row.getString("run_id"),
        row.getString("source"),
        row.getString("cause"),
        row.getString("state"),
        row.getLong("processed"),
        row.getLong("duplicates"),
        row.getLong("failed"),
        row.getString("failure"),
        Utc.read(row, "started_at"),
        Utc.readNullable(row, "finished_at"));
  }

  /** What made a run begin. */
  enum Cause {
    ARRIVAL,
    SCHEDULE,
    REQUEST,
    QUEUE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param state {@code running}, {@code completed} or {@code failed}
   */
  record Run(
      String runId,
      String source,
      String cause,
      String state,
      long processed,
      long duplicates,
      long failed,
      @Nullable String failure,
      Instant startedAt,
      @Nullable Instant finishedAt) {}
}
