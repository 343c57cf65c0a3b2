package io.casework.alerts.sources;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Since when files have stood still, as one look after the other found them. */
final class Ripening {

  private final Duration settle;
  private final Map<Path, Seen> seen = new HashMap<>();

  Ripening(Duration settle) {
    this.settle = settle;
  }

  /** Whether a file is the same as it was all the time that files are given to settle. */
  boolean ripe(Path file, FileStamp stamp, Instant now) {
    var before = seen.get(file);
    if (before == null || !before.stamp().equals(stamp) || before.since().isAfter(now)) {
      before = new Seen(stamp, now);
      seen.put(file, before);
    }
    return !now.isBefore(before.since().plus(settle));
  }

  /** Forgets files that are no longer there. */
  void keepOnly(Collection<Path> files) {
    seen.keySet().retainAll(files);
  }

  private record Seen(FileStamp stamp, Instant since) {}
}
