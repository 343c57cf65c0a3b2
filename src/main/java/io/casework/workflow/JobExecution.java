package io.casework.workflow;

import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Ends the work on jobs in good order: none is begun, those under way end, and those that only
 * waited in memory are free for another node at once, not when their locks expire.
 */
class JobExecution implements SmartLifecycle {

  /** After the receivers and the web have stopped, before the relays do. */
  static final int PHASE = 1000;

  private static final Logger log = LoggerFactory.getLogger(JobExecution.class);
  private static final int PATIENCE_SECONDS = 10;

  private final JobExecutor executor;
  private final ThreadPoolTaskExecutor pool;
  private final JdbcClient jdbc;
  private volatile boolean running;

  JobExecution(JobExecutor executor, ThreadPoolTaskExecutor pool, JdbcClient jdbc) {
    this.executor = executor;
    this.pool = pool;
    this.jdbc = jdbc;
  }

  @Override
  public void start() {
    running = true; // the engine's starter starts the executor once everybody is ready
  }

  @Override
  public void stop() {
    running = false;
    executor.shutdown();
    var threads = pool.getThreadPoolExecutor();
    threads.getQueue().clear();
    threads.shutdown();
    try {
      if (threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        release();
      } else {
        log.warn("stopped with jobs in work; they are taken over when their locks expire");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("jobs stay locked until their locks expire: {}", e.getClass().getSimpleName());
    }
  }

  private void release() {
    jdbc.sql(
            """
            update act_ru_job set lock_owner_ = null, lock_exp_time_ = null
            where lock_owner_ = :me
            """)
        .param("me", executor.getLockOwner())
        .update();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
