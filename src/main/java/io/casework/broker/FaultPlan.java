package io.casework.broker;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.qpid.proton.amqp.Symbol;
import org.jspecify.annotations.Nullable;

/** The misfortunes that a test has ordered. */
final class FaultPlan {

  private static final class Refused {
    private final Symbol condition;
    private int left;

    private Refused(Symbol condition, int left) {
      this.condition = condition;
      this.left = left;
    }
  }

  private final Map<String, Refused> refusals = new HashMap<>();
  private final Map<String, Integer> repeatedSends = new HashMap<>();
  private final Map<String, Integer> repeatedDeliveries = new HashMap<>();
  private final Map<String, Duration> delays = new HashMap<>();
  private final Set<String> paused = new HashSet<>();

  void refuseSends(String path, String condition, int sends) {
    refusals.put(path, new Refused(Symbol.valueOf(condition), sends));
  }

  /** The refusal that awaits this send, if there is one. */
  @Nullable Refusal refusal(String path) {
    Refused refused = refusals.get(path);
    if (refused == null) {
      return null;
    }
    refused.left--;
    if (refused.left <= 0) {
      refusals.remove(path);
    }
    return new Refusal(refused.condition, "The broker was told to refuse this send.");
  }

  void repeatSends(String path, int sends) {
    repeatedSends.put(path, sends);
  }

  boolean repeatsSend(String path) {
    return take(repeatedSends, path);
  }

  void repeatDeliveries(String path, int deliveries) {
    repeatedDeliveries.put(path, deliveries);
  }

  boolean repeatsDelivery(String path) {
    return take(repeatedDeliveries, path);
  }

  void pause(String path) {
    paused.add(path);
  }

  void resume(String path) {
    paused.remove(path);
  }

  boolean isPaused(String path) {
    return paused.contains(path);
  }

  void delay(String path, Duration by) {
    delays.put(path, by);
  }

  Duration delay(String path) {
    return delays.getOrDefault(path, Duration.ZERO);
  }

  private static boolean take(Map<String, Integer> counters, String path) {
    Integer left = counters.get(path);
    if (left == null) {
      return false;
    }
    if (left <= 1) {
      counters.remove(path);
    } else {
      counters.put(path, left - 1);
    }
    return true;
  }
}
