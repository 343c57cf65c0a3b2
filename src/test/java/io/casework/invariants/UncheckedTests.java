package io.casework.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.core.BrokenRows;
import io.casework.core.Invariant;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What cannot be checked is neither sound nor broken. */
class UncheckedTests {

  private static final InvariantProperties PROPERTIES =
      new InvariantProperties(
          Duration.ofMinutes(5),
          Duration.ofDays(2),
          Duration.ofSeconds(60),
          Duration.ofMinutes(15),
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          3,
          List.of(),
          List.<Path>of());

  @Test
  void aCheckThatFailsIsAnErrorAndTheOthersAreMadeAllTheSame() {
    var findings =
        oracle(
                List.of(sound("I10")),
                new BrokenRows("I9", "p", "select secret as broken from nowhere"),
                new BrokenRows("I2", "p", "select x as broken from system_range(1, 7)"))
            .check(Instant.EPOCH, null);

    assertThat(findings.sound()).isFalse();
    assertThat(findings.breachesTotal()).isEqualTo(7);
    assertThat(findings.invariants())
        .extracting(Findings.Finding::id)
        .containsExactly("I2", "I9", "I10");
    assertThat(findings.invariants())
        .extracting(Findings.Finding::breaches)
        .containsExactly(7L, null, 0L);
    assertThat(findings.invariants().get(0).examples()).containsExactly("1", "2", "3");
    assertThat(findings.invariants().get(1).error()).isEqualTo("BadSqlGrammarException");
  }

  @Test
  void twoThatClaimOneIdStopTheStart() {
    assertThatThrownBy(() -> oracle(List.of(sound("I1"), sound("I1"))))
        .hasMessage("two invariants claim the id I1");
    assertThatThrownBy(() -> oracle(List.of(sound("J1")))).hasMessageContaining("J1");
  }

  private static Oracle oracle(List<Invariant> invariants, BrokenRows... queries) {
    var database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:");
    var clock = Clock.systemUTC();
    return new Oracle(
        invariants,
        List.of(queries),
        new RowSearch(database, PROPERTIES, clock),
        PROPERTIES,
        clock);
  }

  private static Invariant sound(String id) {
    return new Invariant() {

      @Override
      public String id() {
        return id;
      }

      @Override
      public String promise() {
        return "p";
      }

      @Override
      public Breaches check(int examples) {
        return Breaches.NONE;
      }
    };
  }
}
