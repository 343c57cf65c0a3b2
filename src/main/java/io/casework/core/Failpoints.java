package io.casework.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Named places at which the fault harness ends or halts a node; nothing at all in operation.
 *
 * <p>Armed only by the system property {@code casework.failpoint}, which is read once: {@code
 * name@n=kill} ends the process at the n-th passing as {@code kill -9} would, {@code name@n=fail}
 * throws there, {@code name@n=hold} says so on standard output and waits to be killed.
 */
public final class Failpoints {

  private static final Pattern ARMED =
      Pattern.compile("([a-z-]+\\.[a-z-]+)@(\\d+)=(kill|fail|hold)");
  private static final @Nullable Armed armed = armed(System.getProperty("casework.failpoint"));
  private static final Map<String, AtomicInteger> passings = new ConcurrentHashMap<>();

  private Failpoints() {}

  /** Passes a place; its name is {@code step.moment}. */
  public static void hit(String name) {
    if (armed != null && armed.name().equals(name)) {
      var passing = passings.computeIfAbsent(name, first -> new AtomicInteger()).incrementAndGet();
      if (passing == armed.passing()) {
        System.out.println("FP " + name);
        System.out.flush();
        strike(armed);
      }
    }
  }

  private static void strike(Armed point) {
    switch (point.deed()) {
      case "kill" -> Runtime.getRuntime().halt(137);
      case "fail" -> throw new IllegalStateException("failpoint " + point.name());
      default -> hold();
    }
  }

  private static void hold() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable Armed armed(@Nullable String property) {
    if (property == null) {
      return null;
    }
    var parts = ARMED.matcher(property);
    if (!parts.matches()) {
      throw new IllegalArgumentException("casework.failpoint must be name@n=kill, fail or hold");
    }
    return new Armed(parts.group(1), Integer.parseInt(parts.group(2)), parts.group(3));
  }

  private record Armed(String name, int passing, String deed) {}
}
