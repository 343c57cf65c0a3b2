package io.casework.workflow;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happens once the models are deployed and before anybody is let in. */
@Component
class EngineStart implements SmartInitializingSingleton {

  private final StartTurn turn;
  private final AccessSetup access;
  private final JdbcClient jdbc;
  private final DataSourceProperties database;
  private final RepositoryService models;
  private final ManagementService jobs;

  EngineStart(
      StartTurn turn,
      AccessSetup access,
      JdbcClient jdbc,
      DataSourceProperties database,
      RepositoryService models,
      ManagementService jobs) {
    this.turn = turn;
    this.access = access;
    this.jdbc = jdbc;
    this.database = database;
    this.models = models;
    this.jobs = jobs;
  }

  private boolean alone() {
    var url = database.getUrl();
    return url != null && url.startsWith("jdbc:h2:");
  }

  @Override
  public void afterSingletonsInstantiated() {
    // The engine looks for due jobs by their due time and has no index on it.
    jdbc.sql("create index if not exists casework_job_due on act_ru_job (duedate_)").update();
    if (alone()) {
      // Whoever held these locks is gone: only one process can open this database.
      jdbc.sql("update act_ru_job set lock_owner_ = null, lock_exp_time_ = null").update();
    }
    // What a newer version beside this one deploys later is left to it: its steps may be unknown.
    models
        .createDeploymentQuery()
        .list()
        .forEach(known -> jobs.registerDeploymentForJobExecutor(known.getId()));
    access.setUp();
    turn.end();
  }
}
