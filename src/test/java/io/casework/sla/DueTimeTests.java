package io.casework.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hours of the policy are hours on everybody's clock, whatever the clock does meanwhile. */
class DueTimeTests {

  private static final int STARTS = 2_000;
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Africa/Johannesburg"),
          ZoneId.of("Australia/Lord_Howe")); // its summer time is half an hour

  private final SlaClock clock = new SlaClock();

  static Stream<Arguments> starts() {
    return Stream.of(
        Arguments.of("any time", (Function<Random, Instant>) DueTimeTests::anyTime),
        Arguments.of("Berlin", around("Europe/Berlin")),
        Arguments.of("New York", around("America/New_York")),
        Arguments.of("leap day", (Function<Random, Instant>) DueTimeTests::leapDay),
        Arguments.of("month end", (Function<Random, Instant>) DueTimeTests::monthEnd));
  }

  @ParameterizedTest(name = "{0}")
  @Tag("X-16")
  @MethodSource("starts")
  void aDueTimeIsTheOneThatTheCalendarOfEachZoneGives(
      String name, Function<Random, Instant> starts) {
    var seed = Long.getLong("casework.seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < STARTS; i++) {
      var start = starts.apply(random);
      var hours = 1 + random.nextInt(72);
      var share = 0.1 + 0.8 * random.nextDouble();
      var due = clock.due(start, Duration.ofHours(hours), share, null);

      var what = "%s, seed %d: %d h after %s".formatted(name, seed, hours, start);
      for (var zone : ZONES) {
        assertThat(due.dueAt()).as(what).isEqualTo(walk(start, hours, zone));
      }
      assertThat(due.policyDueAt()).as(what).isEqualTo(due.dueAt());
      assertThat(due.remindAt())
          .as(what)
          .isBetween(
              start.plusSeconds((long) (hours * 3600 * share) - 1),
              start.plusSeconds((long) (hours * 3600 * share) + 1));
    }
  }

  /** Goes by local time, a quarter of an hour at a step, as a person with a calendar would. */
  private static Instant walk(Instant start, int hours, ZoneId zone) {
    var rules = zone.getRules();
    var local = LocalDateTime.ofInstant(start, zone);
    var offset = rules.getOffset(start);
    for (int quarter = 0; quarter < 4 * hours; quarter++) {
      local = local.plusMinutes(15);
      var now = rules.getOffset(local.toInstant(offset));
      // The clock on the wall is put forward or back by what the offset changed.
      local = local.plusSeconds(now.getTotalSeconds() - offset.getTotalSeconds());
      offset = now;
    }
    return local.toInstant(offset);
  }

  private static Instant anyTime(Random random) {
    return Instant.parse("2020-01-01T00:00:00Z")
        .plusMillis(random.nextLong(20L * 365 * 86_400_000));
  }

  private static Function<Random, Instant> around(String zone) {
    return random ->
        ZoneId.of(zone)
            .getRules()
            .nextTransition(anyTime(random))
            .getInstant()
            .plusMillis(random.nextLong(-3 * 86_400_000L, 86_400_000L));
  }

  private static Instant leapDay(Random random) {
    var year = Stream.iterate(2020 + random.nextInt(20), next -> next + 1);
    return year.filter(Year::isLeap)
        .findFirst()
        .map(leap -> LocalDate.of(leap, 2, 29))
        .map(day -> at(day, random))
        .orElseThrow();
  }

  private static Instant monthEnd(Random random) {
    return at(
        YearMonth.of(2020 + random.nextInt(20), 1 + random.nextInt(12)).atEndOfMonth(), random);
  }

  private static Instant at(LocalDate day, Random random) {
    return day.atTime(LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L)))
        .minusHours(random.nextInt(48))
        .toInstant(ZoneOffset.UTC)
        .truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
  }
}
