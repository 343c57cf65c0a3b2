package io.casework.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.casework.workflow.BenchmarkAccess;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;

/** The same models on the same engine and database with steps that do nothing: the ceiling. */
final class BareEngine implements AutoCloseable {

  private final TemporaryFolder folder = new TemporaryFolder("casework-bare");
  private final HikariDataSource database = new HikariDataSource();
  private final ProcessEngine engine;
  private final LinkedBlockingQueue<String> routed = new LinkedBlockingQueue<>();
  private int started;

  /**
   * @param url a PostgreSQL server, or null for H2 on disk
   */
  BareEngine(@Nullable String url) throws SQLException {
    if (url != null) {
      try (var connection = DriverManager.getConnection(url, "casework", "");
          var statement = connection.createStatement()) {
        statement.execute("create database bare");
      }
    }
    database.setJdbcUrl(
        url == null
            ? "jdbc:h2:file:%s/bare;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE".formatted(folder.path())
            : url.replace("/postgres", "/bare"));
    database.setUsername(url == null ? "sa" : "casework");
    database.setPassword("");
    database.setMaximumPoolSize(20);
    this.engine = engine(BenchmarkAccess.history());
  }

  private ProcessEngine engine(HistoryLevel history) {
    var configuration = new StandaloneProcessEngineConfiguration();
    configuration.setDataSource(new CountingDataSource(database));
    configuration.setProcessEngineName("bare");
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setCustomHistoryLevels(new ArrayList<>(List.of(history)));
    configuration.setHistory(history.getName());
    configuration.setHistoryTimeToLive("P365D");
    configuration.setHistoryRemovalTimeStrategy("none");
    configuration.setHistoryCleanupStrategy("endTimeBased");
    configuration.setMetricsEnabled(false);
    configuration.setBeans(steps());
    var jobs = new DefaultJobExecutor();
    jobs.setCorePoolSize(6);
    jobs.setMaxPoolSize(6);
    jobs.setQueueSize(20);
    jobs.setMaxJobsPerAcquisition(20);
    jobs.setLockTimeInMillis(60_000);
    jobs.setWaitTimeInMillis(1000);
    jobs.setMaxWait(5000);
    jobs.setBackoffTimeInMillis(25);
    jobs.setMaxBackoff(500);
    configuration.setJobExecutor(jobs);
    configuration.setJobExecutorActivate(true);
    var built = configuration.buildProcessEngine();
    var deployment = built.getRepositoryService().createDeployment();
    for (var resource :
        List.of(
            "bpmn/case-intake.bpmn",
            "bpmn/case-review.bpmn",
            "bpmn/case-escalation.bpmn",
            "bpmn/decisions/case-routing.dmn",
            "bpmn/decisions/sla-policy.dmn")) {
      deployment.addClasspathResource(resource);
    }
    deployment.deploy();
    return built;
  }

  /** Seconds until the tasks of that many more cases are open. */
  double run(int cases) throws InterruptedException {
    var start = System.nanoTime();
    started += cases;
    var starters = Executors.newFixedThreadPool(4);
    for (int i = 0; i < cases; i++) {
      var key = "case-" + i;
      starters.execute(
          () -> engine.getRuntimeService().startProcessInstanceByKey("case-intake", key));
    }
    var reviewers = Executors.newFixedThreadPool(4);
    for (int i = 0; i < cases; i++) {
      var key = routed.poll(60, TimeUnit.SECONDS);
      reviewers.execute(
          () ->
              engine
                  .getRuntimeService()
                  .startProcessInstanceByKey(
                      "case-review",
                      key,
                      Map.of("route", "high-risk", "round", 1, "escalationLevel", 0)));
    }
    starters.shutdown();
    reviewers.shutdown();
    reviewers.awaitTermination(10, TimeUnit.MINUTES);
    while (engine.getTaskService().createTaskQuery().count() < started) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private Map<Object, Object> steps() {
    JavaDelegate nothing = step -> {};
    ExecutionListener hear = step -> {};
    var beans = new HashMap<Object, Object>();
    JavaDelegate scored =
        step -> {
          for (var name :
              List.of("merchantEscalation", "kyc", "controlSample", "reviewRequested")) {
            step.setVariable(name, Variables.booleanValue(false, true));
          }
          step.setVariable("score", Variables.doubleValue(0.91, true));
          step.setVariable("thresholdMid", Variables.doubleValue(0.6, true));
          step.setVariable("thresholdHigh", Variables.doubleValue(0.8, true));
          step.setVariable("escalationLevel", Variables.integerValue(0, true));
          step.setVariable("route", Variables.stringValue("high-risk", true));
        };
    beans.put("enrichCase", scored);
    beans.put("recordRoute", hear);
    beans.put("readCase", hear);
    beans.put("recordSla", hear);
    beans.put("publishCase", (JavaDelegate) step -> routed.add(step.getProcessBusinessKey()));
    beans.put("assignCase", nothing);
    beans.put(
        "startClock",
        (JavaDelegate)
            step -> {
              var due = new Date(System.currentTimeMillis() + Duration.ofHours(2).toMillis());
              step.setVariable("assignee", Variables.stringValue(null, true));
              step.setVariable("queueGroup", Variables.stringValue("analysts", true));
              step.setVariable("taskPriority", Variables.integerValue(90, true));
              step.setVariable("dueAt", Variables.dateValue(due, true));
              step.setVariable("remindAt", Variables.dateValue(due, true));
            });
    beans.put("notifyAnalyst", nothing);
    return beans;
  }

  @Override
  public void close() {
    engine.close();
    database.close();
    folder.close();
  }
}
