package io.casework.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a node does at its start beside others. */
@CaseworkTest
class StartTurnTests {

  @Autowired DataSource database;
  @Autowired JdbcClient jdbc;
  @Autowired RepositoryService models;
  @Autowired ManagementService jobs;

  @Test
  void theSecondNodeStartsWhenTheFirstHasStarted() throws InterruptedException {
    var first = new StartTurn(database, jdbc);
    var second = new StartTurn(database, jdbc);
    first.take();
    var starting = new Thread(second::take);
    starting.start();

    starting.join(TimeUnit.SECONDS.toMillis(1));
    assertThat(starting.isAlive()).isTrue();

    first.end();
    starting.join(TimeUnit.SECONDS.toMillis(20));
    assertThat(starting.isAlive()).isFalse();
    second.end();
  }

  @Test
  void aNodeTakesTheJobsOfAllModelsThatAreThereWhenItStarts() {
    Set<String> known =
        models.createDeploymentQuery().list().stream()
            .map(Deployment::getId)
            .collect(Collectors.toSet());

    assertThat(known).isNotEmpty();
    assertThat(jobs.getRegisteredDeployments()).containsAll(known);
  }
}
