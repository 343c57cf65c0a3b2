package io.casework.alerts.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.alerts.AlertSource;
import io.casework.alerts.SourceFailed;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every source of alerts promises. */
abstract class AlertSourceContract {

  SourceRig rig;

  SourceRig open() {
    return SourceRig.h2();
  }

  /** A source as it is after a start: it remembers what the database does. */
  abstract AlertSource started() throws Exception;

  /** New alerts with the external ids {@code A-<from>} up to {@code A-<to - 1>}. */
  abstract void arrive(int from, int to) throws Exception;

  abstract void breakIt() throws Exception;

  abstract void mend() throws Exception;

  abstract void prepare() throws Exception;

  @BeforeEach
  void start() throws Exception {
    rig = open();
    prepare();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void anEmptyLookHandsNothingOver() throws Exception {
    started().collect(false, rig.taker);
    started().collect(true, rig.taker);

    assertThat(rig.taker.batches).isEmpty();
    assertThat(rig.taker.failures).isEmpty();
  }

  @Test
  @Tag("S3-156")
  void eachAlertIsHandedOverOnceHoweverOftenItIsAskedAndStarted() throws Exception {
    arrive(0, 3);
    var source = started();
    source.collect(false, rig.taker);
    source.collect(false, rig.taker);
    started().collect(false, rig.taker);
    arrive(3, 5);
    source.collect(true, rig.taker);
    started().collect(true, rig.taker);

    assertThat(rig.taker.ids()).containsExactlyInAnyOrder(ids(0, 5));
  }

  @Test
  void batchesAreNeverLargerThanATransactionMayBe() throws Exception {
    arrive(0, 1234);

    started().collect(false, rig.taker);

    assertThat(rig.taker.ids()).containsExactlyInAnyOrder(ids(0, 1234));
    assertThat(rig.taker.batches).allMatch(size -> size <= AlertSource.BATCH);
  }

  @Test
  void whatATakerRollsBackComesAgainAndNothingElse() throws Exception {
    arrive(0, 1234);
    rig.taker.failAfter(600);
    assertThatThrownBy(() -> started().collect(false, rig.taker)).hasMessage("killed");
    assertThat(rig.taker.ids().size()).isBetween(600, 1200);

    rig.taker.behave();
    started().collect(false, rig.taker);

    assertThat(rig.taker.ids()).containsExactlyInAnyOrder(ids(0, 1234));
  }

  @Test
  void aNodeThatDiesRightAfterACommitRepeatsNothing() throws Exception {
    arrive(0, 700);
    rig.taker.afterCommit =
        () -> {
          throw new IllegalStateException("killed");
        };
    assertThatThrownBy(() -> started().collect(false, rig.taker)).hasMessage("killed");

    rig.taker.behave();
    started().collect(false, rig.taker);

    assertThat(rig.taker.ids()).containsExactlyInAnyOrder(ids(0, 700));
  }

  @Test
  void twoNodesThatAreAtItTogetherHandEachAlertOverOnce() throws Exception {
    arrive(0, 1100);
    var second = new boolean[1];
    rig.taker.afterCommit =
        () -> {
          if (!second[0]) {
            second[0] = true;
            collectQuietly();
          }
        };

    started().collect(false, rig.taker);

    assertThat(second).containsExactly(true);
    assertThat(rig.taker.ids()).containsExactlyInAnyOrder(ids(0, 1100));
  }

  private void collectQuietly() {
    try {
      started().collect(false, rig.taker);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSourceThatFailsSaysSoAndGoesOnLater() throws Exception {
    arrive(0, 2);
    var source = started();
    source.collect(false, rig.taker);
    breakIt();
    assertThatThrownBy(() -> source.collect(false, rig.taker)).isInstanceOf(SourceFailed.class);
    assertThatThrownBy(() -> source.collect(true, rig.taker)).isInstanceOf(SourceFailed.class);
    mend();
    arrive(2, 4);

    source.collect(false, rig.taker);

    assertThat(rig.taker.ids()).containsExactlyInAnyOrder(ids(0, 4));
  }

  static String[] ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(number -> "A-" + number).toArray(String[]::new);
  }
}
