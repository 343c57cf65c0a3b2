package io.casework.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.casework.CaseworkApplication;
import io.casework.PostgresServer;
import io.casework.TestEvents;
import io.casework.cases.Cases;
import io.casework.core.ScoredEvent;
import io.casework.core.Utc;
import io.casework.workflow.CaseWorkflow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * SLA timers that came due while the application was down, from ready until each has fired once;
 * and how late timers fire that come due while it works.
 *
 * <p>Arguments: overdue cases ({@code 1000,10000}), databases ({@code h2,postgresql}), timers that
 * come due within a minute under load (500; 0 leaves them out).
 */
public final class TimerBenchmark {

  private static final String OPEN_TIMERS =
      "act_ru_job where type_ = 'timer' and duedate_ <= :now and suspension_state_ = 1";

  private final TemporaryFolder folder = new TemporaryFolder("casework-timers");
  private final String name;
  private final String[] properties;

  private TimerBenchmark(String name, String[] properties) {
    this.name = name;
    this.properties = properties;
  }

  public static void main(String[] args) throws Exception {
    var sizes = args.length > 0 ? args[0] : "1000,10000";
    var databases = args.length > 1 ? args[1] : "h2,postgresql";
    var underLoad = args.length > 2 ? Integer.parseInt(args[2]) : 500;
    for (var database : databases.split(",")) {
      if (database.equals("h2")) {
        new TimerBenchmark("H2", new String[0]).run(sizes, underLoad);
        continue;
      }
      var server = PostgresServer.start();
      if (server.isEmpty()) {
        System.out.println("PostgreSQL: not installed, left out");
        continue;
      }
      try (var running = server.get()) {
        new TimerBenchmark("PostgreSQL", running.properties()).run(sizes, underLoad);
      }
    }
    System.exit(0);
  }

  private void run(String sizes, int underLoad) throws Exception {
    try (folder) {
      for (var size : sizes.split(",")) {
        overdue(Integer.parseInt(size));
      }
      if (underLoad > 0) {
        dueUnderLoad(underLoad);
      }
    }
  }

  /** Each case is due, and to be reminded of, before the application is up again. */
  private void overdue(int cases) throws InterruptedException {
    var ids = prepared(cases, Duration.ofHours(-1));
    var start = System.nanoTime();
    try (var application = start()) {
      var ready = System.nanoTime();
      var cpu = Side.cpuMillis();
      var jdbc = application.getBean(JdbcClient.class);
      var first = open(jdbc);
      awaitNone(jdbc);
      var seconds = (System.nanoTime() - ready) / 1e9;
      System.out.printf(
          "%s: %d cases overdue: ready after %.1f s, then all fired in %.1f s, %.0f breaches a second,"
              + " %.1f ms of CPU each (%d timers were still open at ready)%n",
          name,
          cases,
          (ready - start) / 1e9,
          seconds,
          cases / seconds,
          (Side.cpuMillis() - cpu) / cases,
          first);
      judge(jdbc, ids);
    }
  }

  /** Timers come due one after the other within a minute, while new cases arrive. */
  private void dueUnderLoad(int cases) throws Exception {
    var ids = prepared(cases, null);
    try (var application = start()) {
      var jdbc = application.getBean(JdbcClient.class);
      var begin = Instant.now().plusSeconds(5);
      for (int i = 0; i < ids.size(); i++) {
        due(jdbc, ids.get(i), begin.plusMillis(60_000L * i / ids.size()));
      }
      var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(70);
      var arrived = 0;
      while (System.nanoTime() < until) {
        open(application, 20);
        arrived += 20;
        TimeUnit.SECONDS.sleep(1);
      }
      awaitNone(jdbc);
      var late =
          jdbc
              .sql(
                  """
                  select at, facts from audit_event where kind = 'sla_breached' and at > :begin
                  """)
              .param("begin", Timestamp.from(begin))
              .query(
                  (row, number) ->
                      Duration.between(
                              Instant.parse(
                                  row.getString("facts")
                                      .replaceFirst(".*\"due_at\":\"([^\"]*)\".*", "$1")),
                              row.getObject("at", OffsetDateTime.class).toInstant())
                          .toMillis())
              .list()
              .stream()
              .sorted()
              .toList();
      System.out.printf(
          "%s: %d timers due within a minute, %d new cases meanwhile: late by p50 %.2f s, p99 %.2f s,"
              + " at most %.2f s%n",
          name,
          late.size(),
          arrived,
          late.get(late.size() / 2) / 1e3,
          late.get(late.size() * 99 / 100) / 1e3,
          late.get(late.size() - 1) / 1e3);
      judge(jdbc, ids);
    }
  }

  private ConfigurableApplicationContext start() {
    var arguments =
        new ArrayList<>(
            List.of(
                "--casework.installation.data=" + folder.path(),
                "--casework.bus.broker-port=0",
                "--server.port=0",
                "--management.server.port=0",
                "--logging.level.root=WARN"));
    arguments.addAll(Arrays.asList(properties));
    return new SpringApplicationBuilder(CaseworkApplication.class)
        .run(arguments.toArray(String[]::new));
  }

  /** Cases in review whose clock is moved while the application is down. */
  private List<String> prepared(int cases, @Nullable Duration due) throws InterruptedException {
    try (var application = start()) {
      var jdbc = application.getBean(JdbcClient.class);
      var ids = new ArrayList<String>();
      for (int i = 0; i < cases; i += 100) {
        ids.addAll(open(application, Math.min(100, cases - i)));
      }
      while (jdbc.sql("select count(*) from case_record where review_round = 0")
              .query(Integer.class)
              .single()
          > 0) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
      if (due != null) {
        stopJobs(application);
        ids.forEach(id -> due(jdbc, id, Instant.now().plus(due)));
      }
      return ids;
    }
  }

  private static void stopJobs(ConfigurableApplicationContext application) {
    application.getBean(ProcessEngineConfigurationImpl.class).getJobExecutor().shutdown();
  }

  private static List<String> open(ConfigurableApplicationContext application, int cases) {
    var all = application.getBean(Cases.class);
    var workflow = application.getBean(CaseWorkflow.class);
    var json = application.getBean(ObjectMapper.class);
    var events =
        IntStream.range(0, cases).mapToObj(i -> TestEvents.mediumRisk(TestEvents.id())).toList();
    new TransactionTemplate(application.getBean(PlatformTransactionManager.class))
        .executeWithoutResult(
            status -> {
              var opened =
                  events.stream()
                      .map(
                          body -> {
                            var event = read(json, body);
                            all.open(event, body, Instant.now(), null);
                            return event;
                          })
                      .toList();
              workflow.open(opened);
            });
    return events.stream().map(body -> read(json, body).id()).collect(Collectors.toList());
  }

  private static ScoredEvent read(ObjectMapper json, String body) {
    try {
      return json.readValue(body, ScoredEvent.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void due(JdbcClient jdbc, String id, Instant due) {
    var remind = due.minusSeconds(600);
    jdbc.sql(
            """
            update case_record set due_at = :due, remind_at = :remind, clock_started_at = :began
            where case_id = :id
            """)
        .param("due", Utc.of(due))
        .param("remind", Utc.of(remind))
        .param("began", Utc.of(remind.minusSeconds(600)))
        .param("id", id)
        .update();
    for (var timer : List.of("slaBreached", "dueSoon")) {
      jdbc.sql(
              """
              update act_ru_job set duedate_ = :due where job_def_id_ in
                (select id_ from act_ru_jobdef where act_id_ = :timer)
                and process_instance_id_ in (select proc_inst_id_ from act_ru_execution where
                  business_key_ = :id)
              """)
          .param("due", Timestamp.from(timer.equals("dueSoon") ? remind : due))
          .param("timer", timer)
          .param("id", id)
          .update();
    }
  }

  private static int open(JdbcClient jdbc) {
    return jdbc.sql("select count(*) from " + OPEN_TIMERS)
        .param("now", Timestamp.from(Instant.now()))
        .query(Integer.class)
        .single();
  }

  private static void awaitNone(JdbcClient jdbc) throws InterruptedException {
    while (open(jdbc) > 0) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Each once: one breach, one escalation, one task. */
  private void judge(JdbcClient jdbc, List<String> ids) {
    var breached =
        jdbc.sql(
                """
                select count(*) from (select case_id from audit_event where kind = 'sla_breached'
                  group by case_id having count(*) = 1) once
                """)
            .query(Integer.class)
            .single();
    var several =
        jdbc.sql(
                """
                select count(*) from (select case_id from audit_event where kind = 'sla_breached'
                  group by case_id having count(*) > 1) more
                """)
            .query(Integer.class)
            .single();
    var late =
        jdbc.sql("select count(*) from case_escalation where late_by is not null")
            .query(Integer.class)
            .single();
    System.out.printf(
        "%s: of %d just now, breached once in all %d, more than once %d, marked late %d%n",
        name, ids.size(), breached, several, late);
  }
}
