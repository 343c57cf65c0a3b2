package io.casework.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A node whose clock is wrong takes no jobs until it is right. */
class ClockSkewTests {

  private final JdbcClient database =
      JdbcClient.create(new DriverManagerDataSource("jdbc:h2:mem:clock"));
  private final IdleJobExecutor jobs = new IdleJobExecutor();

  @Test
  void aClockTenMinutesAheadStopsTheJobsAndIsNotReady() {
    var skew = new ClockSkew(database, ahead(Duration.ofMinutes(10)), jobs);

    skew.compare();

    assertThat(jobs.isActive()).isFalse();
    assertThat(skew.health().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void aClockThatIsBehindIsAsWrong() {
    var skew = new ClockSkew(database, ahead(Duration.ofSeconds(-3)), jobs);

    skew.compare();

    assertThat(jobs.isActive()).isFalse();
  }

  @Test
  void aSecondIsTolerated() {
    var skew = new ClockSkew(database, ahead(Duration.ofSeconds(1)), jobs);

    skew.compare();

    assertThat(jobs.isActive()).isTrue();
    assertThat(skew.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void theJobsGoOnWhenTheClockIsRightAgain() {
    var clock = new Moved();
    var skew = new ClockSkew(database, clock, jobs);
    clock.by = Duration.ofHours(1);
    skew.compare();

    clock.by = Duration.ZERO;
    skew.compare();

    assertThat(jobs.isActive()).isTrue();
    assertThat(skew.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void jobsThatSomebodyElseStoppedStayStopped() {
    jobs.shutdown();

    new ClockSkew(database, Clock.systemUTC(), jobs).compare();

    assertThat(jobs.isActive()).isFalse();
  }

  @Test
  void aDatabaseThatIsAwaySaysNothingAboutClocks() {
    var away = JdbcClient.create(new DriverManagerDataSource("jdbc:h2:tcp://127.0.0.1:1/none"));

    new ClockSkew(away, ahead(Duration.ofDays(1)), jobs).compare();

    assertThat(jobs.isActive()).isTrue();
  }

  private static Clock ahead(Duration by) {
    return Clock.offset(Clock.systemUTC(), by);
  }

  private static final class Moved extends Clock {

    private Duration by = Duration.ZERO;

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
