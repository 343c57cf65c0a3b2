package io.casework.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.casework.CaseworkTest;
import io.casework.TestClock;
import io.casework.TestEvents;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Of several nodes one has the work, and another has it when that one is gone. */
@CaseworkTest
class LeasesTests {

  private static final Duration SPAN = Duration.ofMinutes(1);

  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;

  private final String work = "work-" + TestEvents.id();

  @Test
  void whatOneNodeHasNoOtherGets() {
    var one = node("one");
    var other = node("other");

    assertThat(one.take(work, SPAN)).isTrue();
    assertThat(other.take(work, SPAN)).isFalse();
    assertThat(one.take(work, SPAN)).isTrue();
    assertThat(fence()).isEqualTo(1);
  }

  @Test
  void aNodeThatWorksOnKeepsItsLeaseForEver() {
    var one = node("one");
    var other = node("other");

    for (int turn = 0; turn < 5; turn++) {
      assertThat(one.take(work, SPAN)).isTrue();
      assertThat(other.take(work, SPAN)).isFalse();
      TestClock.advance(SPAN.minusSeconds(5));
    }
  }

  @Test
  void whatADeadNodeHadIsTakenOverWhenItsLeaseEnds() {
    var dead = node("dead");
    var other = node("other");
    dead.take(work, SPAN);

    TestClock.advance(SPAN.plusSeconds(1));

    assertThat(other.take(work, SPAN)).isTrue();
    assertThat(fence()).isEqualTo(2);
  }

  @Test
  void aNodeThatSleptBeyondItsLeaseFindsItTaken() {
    var slept = node("slept");
    var other = node("other");
    slept.take(work, SPAN);
    TestClock.advance(SPAN.plusSeconds(1));
    other.take(work, SPAN);

    assertThat(slept.take(work, SPAN)).isFalse();
    slept.destroy();
    assertThat(other.take(work, SPAN)).isTrue();
  }

  @Test
  void whoEndsInGoodOrderKeepsNobodyWaiting() {
    var ending = node("ending");
    ending.take(work, SPAN);

    ending.destroy();

    assertThat(node("other").take(work, SPAN)).isTrue();
  }

  @Test
  void ofManyThatBeginTogetherOneGetsIt() {
    var taken =
        IntStream.range(0, 16)
            .parallel()
            .filter(number -> node("node-" + number).take(work, SPAN))
            .count();

    assertThat(taken).isEqualTo(1);
  }

  private JdbcLeases node(String name) {
    return new JdbcLeases(jdbc, transactions, new TestClock(), name);
  }

  private long fence() {
    return jdbc.sql("select fence from lease where name = :name")
        .param("name", work)
        .query(Long.class)
        .single();
  }
}
