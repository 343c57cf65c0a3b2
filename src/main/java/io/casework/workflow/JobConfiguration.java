package io.casework.workflow;

import java.time.Clock;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** The threads on which jobs run, and who may start and stop them. */
@Configuration(proxyBeanMethods = false)
class JobConfiguration {

  private static final String THREADS =
      "camundaTaskExecutor"; // the name that the starter looks for

  /** As the starter makes them, but never interrupted: that would close H2's file. */
  @Bean(THREADS)
  ThreadPoolTaskExecutor jobThreads(CamundaBpmProperties properties) {
    var settings = properties.getJobExecution();
    var threads = new ThreadPoolTaskExecutor();
    threads.setCorePoolSize(settings.getCorePoolSize());
    threads.setMaxPoolSize(settings.getMaxPoolSize());
    threads.setQueueCapacity(settings.getQueueCapacity());
    threads.setAcceptTasksAfterContextClose(true);
    threads.setWaitForTasksToCompleteOnShutdown(true);
    threads.setPhase(JobExecution.PHASE - 1);
    return threads;
  }

  @Bean
  JobExecution jobExecution(
      JobExecutor executor, @Qualifier(THREADS) ThreadPoolTaskExecutor threads, JdbcClient jdbc) {
    return new JobExecution(executor, threads, jdbc);
  }

  /** By the machine's own clock, whatever clock the application goes by. */
  @Bean
  ClockSkew clockSkew(JdbcClient jdbc, JobExecutor executor) {
    var skew = new ClockSkew(jdbc, Clock.systemUTC(), executor);
    skew.compare(); // before anything is taken in
    return skew;
  }
}
