package io.casework.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.casework.core.Route;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalystTests {

  @ParameterizedTest
  @Tag("S2-61")
  @CsvSource({
    "2026-11-20T07:00:00Z, true", // 09:00 in Johannesburg, a Friday
    "2026-11-20T06:59:59Z, false",
    "2026-11-20T14:59:59Z, true",
    "2026-11-20T15:00:00Z, false",
    "2026-11-21T10:00:00Z, false" // Saturday
  })
  void shiftsAreInTheLocalTimeOfTheAnalyst(Instant now, boolean onShift) {
    var analyst = analyst("09:00", "17:00", weekdays(), true);

    assertThat(analyst.onShift(now)).isEqualTo(onShift);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T21:00:00Z, true", // Friday 23:00
    "2026-11-21T03:59:00Z, true", // Saturday 05:59, the shift began on Friday
    "2026-11-21T04:00:00Z, false",
    "2026-11-22T21:00:00Z, false", // Sunday 23:00
    "2026-11-23T03:00:00Z, false" // Monday 05:00, nobody began on Sunday
  })
  void aShiftOverMidnightBelongsToTheDayItBeganOn(Instant now, boolean onShift) {
    var analyst = analyst("22:00", "06:00", weekdays(), true);

    assertThat(analyst.onShift(now)).isEqualTo(onShift);
  }

  @Test
  void equalStartAndEndMeanAllDay() {
    var analyst = analyst("00:00", "00:00", EnumSet.allOf(DayOfWeek.class), true);

    assertThat(analyst.onShift(Instant.parse("2026-11-22T23:59:59Z"))).isTrue();
  }

  @Test
  void whoIsAbsentIsNotOnShift() {
    var analyst = analyst("00:00", "00:00", EnumSet.allOf(DayOfWeek.class), false);

    assertThat(analyst.onShift(Instant.parse("2026-11-20T12:00:00Z"))).isFalse();
  }

  @Test
  void aLineWithoutUserIsRefused() {
    assertThatThrownBy(
            () ->
                new Analyst(
                    " ",
                    0,
                    Set.of(Route.HIGH_RISK),
                    ZoneId.of("UTC"),
                    Set.of(),
                    LocalTime.MIN,
                    LocalTime.MIN,
                    1,
                    true))
        .hasMessageContaining("user_id");
  }

  private static Set<DayOfWeek> weekdays() {
    return EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
  }

  private static Analyst analyst(String start, String end, Set<DayOfWeek> days, boolean available) {
    return new Analyst(
        "analyst-1",
        0,
        Set.of(Route.HIGH_RISK),
        ZoneId.of("Africa/Johannesburg"),
        days,
        LocalTime.parse(start),
        LocalTime.parse(end),
        15,
        available);
  }
}
