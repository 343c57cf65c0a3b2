package io.casework.alerts;

import static io.casework.alerts.TriageRig.properties;
import static io.casework.alerts.TriageRig.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.casework.alerts.TriageProperties.Policy;
import io.casework.notification.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;
import org.springframework.transaction.PlatformTransactionManager;

/** Sources are looked at when something arrives and whole on the schedule. */
class SourceWatchTests {

  private final TriageProperties properties = properties(Policy.HIGHEST);
  private final Source source = new Source();
  private TriageRig rig;
  private SourceWatch watch;
  private AlertTriageHealthIndicator health;

  @BeforeEach
  void open() {
    rig =
        new TriageRig(
            "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()),
            "sa",
            "h2",
            properties);
    watch = watch();
    health = new AlertTriageHealthIndicator(watch, properties, rig.clock);
  }

  private SourceWatch watch() {
    return new SourceWatch(
        List.of(source),
        rig.bean(Runs.class),
        rig.bean(Triage.class),
        (name, span) -> true,
        rig.told,
        rig.bean(AlertNotices.class),
        rig.bean(PlatformTransactionManager.class),
        properties,
        rig.clock);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  @Tag("S3-22")
  void theFirstLookIsWholeAndTheNextOnesAreUntilTheScheduleSaysSo() {
    watch.look(source);
    watch.look(source);
    rig.clock.advance(properties.schedule().minusSeconds(1));
    watch.look(source);
    rig.clock.advance(Duration.ofSeconds(1));
    watch.look(source);

    assertThat(source.thorough).containsExactly(true, false, false, true);
  }

  @Test
  void aLookThatFindsNothingLeavesNoRun() {
    watch.look(source);
    watch.look(source);

    assertThat(rig.bean(Runs.class).latest(10)).hasSize(1);
  }

  @Test
  void aRunCountsWhatItTookAndWhatItSetAside() {
    source.says =
        taker -> {
          taker.take(List.of(alert("1"), alert("2"), alert("1")), () -> {});
          taker.failed("file", "no header");
        };

    watch.look(source);

    var run = rig.bean(Runs.class).latest(1).get(0);
    assertThat(run.state()).isEqualTo("completed");
    assertThat(new Tally(run.processed(), run.duplicates(), run.failed()))
        .isEqualTo(new Tally(2, 1, 1));
  }

  @Test
  @Tag("S3-144")
  @Tag("S3-162")
  void aSourceThatFailsIsToldToTheLeadsOnceAnHourAndKeepsWhatItHad() {
    source.says =
        taker -> {
          taker.take(List.of(alert("1")), () -> {});
          throw new SourceFailed("mailbox: the password is refused");
        };

    assertThat(watch.look(source)).isFalse();
    assertThat(watch.look(source)).isFalse();

    assertThat(rig.told.notices)
        .filteredOn(notice -> notice.kind().equals("triage_failed"))
        .singleElement()
        .extracting(Notice::subject, Notice::urgency)
        .containsExactly("[CRITICAL] Alert Orchestrator Failed", "critical");
    assertThat(rig.queue()).hasSize(1);
    assertThat(rig.bean(Runs.class).latest(1).get(0).failure())
        .isEqualTo("mailbox: the password is refused");
  }

  @Test
  void whatADefectThrowsIsNotToldWordForWord() {
    source.says =
        taker -> {
          throw new IllegalStateException("secret=7");
        };

    watch.look(source);

    assertThat(rig.told.notices.get(0).text()).doesNotContain("secret");
    assertThat(rig.bean(Runs.class).latest(1).get(0).failure()).isEqualTo("IllegalStateException");
  }

  @Test
  void aRunThatWasCutOffIsEndedByTheNext() {
    rig.bean(Runs.class).begin(source.name(), Runs.Cause.SCHEDULE);

    watch.look(source);

    assertThat(rig.bean(Runs.class).latest(10))
        .extracting(Runs.Run::state)
        .containsExactlyInAnyOrder("failed", "completed");
  }

  @Test
  @Tag("S3-145")
  void healthLooksAtTheLastRunThatWasCompleted() {
    watch.look(source);
    source.says =
        taker -> {
          throw new SourceFailed("mailbox: nobody answers");
        };
    rig.clock.advance(Duration.ofMinutes(19));
    watch.look(source);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);

    rig.clock.advance(Duration.ofMinutes(2));
    watch.look(source);

    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails().get("reason").toString())
        .startsWith("no completed run of mailbox since 2026-11-20T10:00");
  }

  private static IncomingAlert alert(String id) {
    return read(
        "email",
        "{\"message_id\": \"x\", \"subject\": \"%s\", \"created_at\": \"2026-11-20T09:00:00Z\"}"
            .formatted(id));
  }

  private static class Source implements AlertSource {

    private final List<Boolean> thorough = new ArrayList<>();
    private Consumer<Taker> says = taker -> {};

    @Override
    public String name() {
      return "mailbox";
    }

    @Override
    public Duration pace() {
      return Duration.ofSeconds(20);
    }

    @Override
    public void collect(boolean whole, Taker into) {
      thorough.add(whole);
      says.accept(into);
    }
  }
}
