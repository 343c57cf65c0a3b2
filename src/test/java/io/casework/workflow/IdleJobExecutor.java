package io.casework.workflow;

import java.util.List;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;

/** A job executor that runs and has nothing to do. */
final class IdleJobExecutor extends JobExecutor {

  IdleJobExecutor() {
    isActive = true;
  }

  @Override
  public void start() {
    isActive = true;
  }

  @Override
  public synchronized void shutdown() {
    isActive = false;
  }

  @Override
  protected void startExecutingJobs() {}

  @Override
  protected void stopExecutingJobs() {}

  @Override
  public void executeJobs(List<String> ids, ProcessEngineImpl engine) {}
}
