package io.casework.broker;

import java.time.Instant;

/** Instants as .NET counts them: tenths of microseconds since the year 1. */
final class DotNetTicks {

  private static final long PER_MILLISECOND = 10_000;
  private static final long AT_UNIX_EPOCH = 621_355_968_000_000_000L;

  private DotNetTicks() {}

  static long of(Instant instant) {
    return instant.toEpochMilli() * PER_MILLISECOND + AT_UNIX_EPOCH;
  }
}
