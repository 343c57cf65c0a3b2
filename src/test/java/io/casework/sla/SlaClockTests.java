package io.casework.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlaClockTests {

  private static final Instant RECEIVED = Instant.parse("2026-11-20T09:00:00Z");

  private final SlaClock clock = new SlaClock();

  @ParameterizedTest
  @Tag("S2-85")
  @Tag("S2-88")
  @Tag("X-16")
  @CsvSource({
    "PT2H, 2026-11-20T11:00:00Z, 2026-11-20T10:30:00Z",
    "PT8H, 2026-11-20T17:00:00Z, 2026-11-20T15:00:00Z",
    "PT24H, 2026-11-21T09:00:00Z, 2026-11-21T03:00:00Z"
  })
  void policyHoursCountFromReceiptAndTheReminderComesAtThreeQuarters(
      Duration allowed, Instant due, Instant reminder) {
    var result = clock.due(RECEIVED, allowed, 0.75, null);

    assertThat(result).isEqualTo(new SlaClock.Due(due, due, reminder));
  }

  @Test
  @Tag("X-15")
  void anEarlierRequestWinsAndBothAreKept() {
    var result = clock.due(RECEIVED, Duration.ofHours(8), 0.75, RECEIVED.plusSeconds(4000));

    assertThat(result.dueAt()).isEqualTo(RECEIVED.plusSeconds(4000));
    assertThat(result.policyDueAt()).isEqualTo(RECEIVED.plusSeconds(8 * 3600));
    assertThat(result.remindAt()).isEqualTo(RECEIVED.plusSeconds(3000));
  }

  @Test
  @Tag("X-15")
  void aLaterRequestLosesAgainstThePolicy() {
    var result = clock.due(RECEIVED, Duration.ofHours(2), 0.75, RECEIVED.plusSeconds(90_000));

    assertThat(result.dueAt()).isEqualTo(RECEIVED.plusSeconds(7200));
  }

  @Test
  @Tag("X-15")
  void aRequestInThePastIsDueAtOnce() {
    var result = clock.due(RECEIVED, Duration.ofHours(2), 0.75, RECEIVED.minusSeconds(60));

    assertThat(result.dueAt()).isEqualTo(RECEIVED.minusSeconds(60));
    assertThat(result.remindAt()).isEqualTo(RECEIVED.minusSeconds(60));
  }

  @ParameterizedTest
  @CsvSource({
    "2027-03-28T00:30:00Z",
    "2026-10-25T00:30:00Z",
    "2028-02-28T23:00:00Z",
    "2026-12-31T23:30:00Z"
  })
  void hoursAreHoursOverClockChangesLeapDaysAndYears(Instant start) {
    var result = clock.due(start, Duration.ofHours(24), 0.75, null);

    assertThat(result.dueAt()).isEqualTo(start.atOffset(ZoneOffset.UTC).plusDays(1).toInstant());
  }

  @Test
  void aNonsensePolicyIsRefusedByName() {
    assertThatThrownBy(() -> clock.due(RECEIVED, Duration.ofHours(-1), 0.75, null))
        .hasMessageContaining("dueHours");
    assertThatThrownBy(() -> clock.due(RECEIVED, Duration.ofHours(1), 1.5, null))
        .hasMessageContaining("remindShare");
  }
}
