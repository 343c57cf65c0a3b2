package io.casework.workflow;

import io.casework.core.Measure;
import io.casework.core.Measure.Meaning;
import io.casework.core.Measured;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the engine has not done yet, and what it gave up. */
@Component
class JobMeasures implements Measured {

  private static final Meaning DUE =
      new Meaning("casework.jobs.due", null, "Jobs that are due and that no node works at");
  private static final Meaning OLDEST =
      new Meaning(
          "casework.jobs.due.oldest.age",
          "seconds",
          "How long the oldest of these jobs has been due; 0 when none is");
  private static final Meaning FAILING =
      new Meaning("casework.jobs.failing", null, "Jobs that failed and will be tried again");
  private static final Meaning INCIDENTS =
      new Meaning("casework.incidents.open", null, "Jobs that were given up and wait for a person");

  private final JdbcClient jdbc;
  private final Clock clock;

  JobMeasures(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public List<Measure> measure() {
    var now = clock.instant();
    var steps = steps(now);
    var oldest =
        steps.stream().flatMap(step -> Stream.ofNullable(step.oldest())).min(Instant::compareTo);
    return Stream.concat(
            steps.stream().map(step -> DUE.is(step.due(), step.labels())),
            Stream.of(
                OLDEST.is(
                    oldest.map(due -> Duration.between(due, now).toMillis() / 1000.0).orElse(0.0)),
                FAILING.is(
                    count("act_ru_job where exception_stack_id_ is not null and retries_ > 0")),
                INCIDENTS.is(count("act_ru_incident"))))
        .toList();
  }

  private List<Step> steps(Instant now) {
    return jdbc.sql(
            """
            select d.proc_def_key_ as process, d.act_id_ as step,
              coalesce(sum(j.number), 0) as number, min(j.oldest) as oldest
            from act_ru_jobdef d left join (
              select job_def_id_, count(*) as number, min(duedate_) as oldest from act_ru_job
              where duedate_ <= :now and retries_ > 0 and suspension_state_ = 1
                and (lock_exp_time_ is null or lock_exp_time_ < :now)
              group by job_def_id_) j on j.job_def_id_ = d.id_
            group by d.proc_def_key_, d.act_id_
            """)
        .param("now", Timestamp.from(now))
        .query(
            (row, number) -> {
              var oldest = row.getTimestamp("oldest");
              return new Step(
                  Map.of("process", row.getString("process"), "step", row.getString("step")),
                  row.getLong("number"),
                  oldest == null ? null : oldest.toInstant());
            })
        .list();
  }

  private long count(String what) {
    return jdbc.sql("select count(*) from " + what).query(Long.class).single();
  }

  private record Step(Map<String, String> labels, long due, @Nullable Instant oldest) {}
}
