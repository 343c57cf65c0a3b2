package io.casework.bundle;

import io.casework.core.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** Cases received from one instant until before another. */
record ExportRange(Instant from, Instant to) {

  private static final Duration LONGEST = Duration.ofDays(366);

  /** Reads dates (a day of UTC, the last one included) or RFC 3339 instants. */
  static ExportRange of(String from, String to) {
    var range = new ExportRange(instant("from", from, 0), instant("to", to, 1));
    if (!range.from.isBefore(range.to)) {
      throw Refused.field("to", "must be after from");
    }
    if (Duration.between(range.from, range.to).compareTo(LONGEST) > 0) {
      throw Refused.field("to", "must be at most 366 days after from");
    }
    return range;
  }

  private static Instant instant(String field, String text, int moreDays) {
    try {
      return text.length() == "2026-11-20".length()
          ? LocalDate.parse(text).plusDays(moreDays).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Refused.field(field, "must be a date or an RFC 3339 instant in UTC");
    }
  }

  /** The range cut into days of UTC. */
  Stream<ExportRange> days() {
    return Stream.iterate(from, start -> start.isBefore(to), start -> next(start))
        .map(start -> new ExportRange(start, next(start).isBefore(to) ? next(start) : to));
  }

  private static Instant next(Instant start) {
    return start.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
  }
}
