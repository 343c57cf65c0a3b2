package io.casework.core;

import java.util.Optional;

/** Where the work of this thread comes from, when nobody called and no job is due. */
public final class Origin {

  private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

  private Origin() {}

  /** Does the work under the name of its origin: {@code bus fraud-cases-inbound}. */
  public static void named(String origin, Runnable work) {
    CURRENT.set(origin);
    try {
      work.run();
    } finally {
      CURRENT.remove();
    }
  }

  public static Optional<String> current() {
    return Optional.ofNullable(CURRENT.get());
  }
}
