package io.casework.audit;

import io.casework.core.Measure;
import io.casework.core.Measure.Meaning;
import io.casework.core.Measured;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;

/** How far the log is behind. */
@Component
class AuditMeasures implements Measured {

  private static final Meaning OLDEST =
      new Meaning(
          "casework.audit.oldest.waiting",
          "seconds",
          "Age of the oldest fact without a place in the log");
  private static final Meaning SEALED =
      new Meaning(
          "casework.audit.sealed.to",
          "seconds",
          "End of the last day whose seal is in the archive, as Unix time; 0 before the first");

  private final LogTables lines;
  private final SealTables seals;
  private final Clock clock;

  AuditMeasures(LogTables lines, SealTables seals, Clock clock) {
    this.lines = lines;
    this.seals = seals;
    this.clock = clock;
  }

  @Override
  public List<Measure> measure() {
    var oldest = lines.oldestWaiting(lines.head().map(LogHead::highest).orElse(0L));
    var day = seals.sealedTo();
    return List.of(
        OLDEST.is(
            oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0),
        SEALED.is(day == null ? 0 : day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond()));
  }
}
