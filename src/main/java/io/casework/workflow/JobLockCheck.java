package io.casework.workflow;

import io.casework.actions.ActionProperties;
import io.casework.enrichment.Enrichment;
import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Refuses a start with which a step could outlast the lock of its job: another node would take it
 * over while it runs, and its effect would happen again and again without anybody being told.
 *
 * <p>A step may take half the lock at most; the other half is for the queue and for a pause of the
 * machine.
 */
@Component
class JobLockCheck implements SmartInitializingSingleton {

  private final ProcessEngineConfigurationImpl engine;
  private final Enrichment enrichment;
  private final ActionProperties actions;

  JobLockCheck(
      ProcessEngineConfigurationImpl engine, Enrichment enrichment, ActionProperties actions) {
    this.engine = engine;
    this.enrichment = enrichment;
    this.actions = actions;
  }

  @Override
  public void afterSingletonsInstantiated() {
    var executor = engine.getJobExecutor();
    if (executor != null) {
      check(
          Duration.ofMillis(executor.getLockTimeInMillis()),
          Map.of("enrichment", enrichment.longest(), "actions", actions.longest()));
    }
  }

  static void check(Duration lock, Map<String, Duration> longest) {
    longest.forEach(
        (room, time) -> {
          if (time.multipliedBy(2).compareTo(lock) > 0) {
            throw new IllegalStateException(
                "the time-outs of casework.%s add up to %s: at most half of %s may be taken (%s)"
                    .formatted(room, time, "camunda.bpm.job-execution.lock-time-in-millis", lock));
          }
        });
  }
}
