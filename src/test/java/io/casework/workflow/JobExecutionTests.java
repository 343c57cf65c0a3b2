package io.casework.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** At a stop, jobs under way end, and those that only waited are free for other nodes. */
class JobExecutionTests {

  private final JdbcClient database =
      JdbcClient.create(new DriverManagerDataSource("jdbc:h2:mem:jobs;DB_CLOSE_DELAY=-1"));
  private final IdleJobExecutor executor = new IdleJobExecutor();
  private final ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
  private final CountDownLatch working = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean begun = new AtomicBoolean();

  @BeforeEach
  void aJobUnderWayAndOneThatWaits() throws InterruptedException {
    database
        .sql(
            """
            create table if not exists act_ru_job
              (id_ varchar(9), lock_owner_ varchar(99), lock_exp_time_ timestamp)
            """)
        .update();
    database.sql("delete from act_ru_job").update();
    database
        .sql(
            "insert into act_ru_job values ('mine', :me, current_timestamp),"
                + " ('theirs', 'another node', current_timestamp)")
        .param("me", executor.getLockOwner())
        .update();
    threads.setCorePoolSize(1);
    threads.initialize();
    threads.execute(this::work);
    threads.execute(() -> begun.set(true));
    working.await();
  }

  @Test
  void aJobUnderWayEndsAndIsNotInterrupted() throws InterruptedException {
    var stop = stopping();
    await().until(() -> threads.getThreadPoolExecutor().isShutdown());

    end.countDown();
    stop.join();

    assertThat(ended).isTrue();
    assertThat(interrupted).isFalse();
    assertThat(executor.isActive()).isFalse();
  }

  @Test
  void aJobThatOnlyWaitedIsNotBegunAndIsFreeForOthers() throws InterruptedException {
    var stop = stopping();
    await().until(() -> threads.getThreadPoolExecutor().isShutdown());
    assertThat(locked()).isEqualTo(2);

    end.countDown();
    stop.join();

    assertThat(begun).isFalse();
    assertThat(locked()).isEqualTo(1);
  }

  private Thread stopping() {
    var stop = new Thread(new JobExecution(executor, threads, database)::stop);
    stop.start();
    return stop;
  }

  private void work() {
    working.countDown();
    try {
      end.await();
      ended.set(true);
    } catch (InterruptedException e) {
      interrupted.set(true);
    }
  }

  private int locked() {
    return database
        .sql("select count(*) from act_ru_job where lock_owner_ is not null")
        .query(Integer.class)
        .single();
  }
}
