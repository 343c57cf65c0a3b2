package io.casework.workflow;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much the engine is behind, for whoever brings it more work. */
@Component
public class JobBacklog {

  private final JdbcClient jdbc;
  private final Clock clock;

  JobBacklog(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Looks at the jobs that are due and that nobody works at.
   *
   * @param most where counting ends
   */
  public Behind look(int most) {
    var now = clock.instant();
    return jdbc.sql(
            """
            select count(*) as number, min(duedate_) as oldest from (
              select duedate_ from act_ru_job
              where duedate_ <= :now and retries_ > 0 and suspension_state_ = 1
                and (lock_exp_time_ is null or lock_exp_time_ < :now)
              order by duedate_ fetch first :most rows only) due
            """)
        .param("now", Timestamp.from(now))
        .param("most", most)
        .query(
            (row, number) -> {
              var oldest = row.getTimestamp("oldest");
              return new Behind(
                  row.getInt("number"), age(oldest == null ? now : oldest.toInstant(), now));
            })
        .single();
  }

  private static Duration age(Instant since, Instant now) {
    return Duration.between(since, now);
  }

  /**
   * How far behind.
   *
   * @param jobs their number, cut at what was asked for
   * @param oldest for how long the first of them has been due
   */
  public record Behind(int jobs, Duration oldest) {}
}
