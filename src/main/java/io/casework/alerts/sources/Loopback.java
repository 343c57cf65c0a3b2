package io.casework.alerts.sources;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of this machine, towards which nothing needs to be kept secret. */
final class Loopback {

  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private Loopback() {}

  static boolean is(@Nullable String host) {
    return host != null && NAMES.contains(host);
  }
}
