package io.casework.broker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sessions of one queue and those who wait for one. */
final class Sessions {

  private final Map<String, SessionEntity> sessions = new LinkedHashMap<>();
  private final List<SessionWaiter> waiters = new ArrayList<>();

  SessionEntity get(String id) {
    return sessions.computeIfAbsent(id, SessionEntity::new);
  }

  @Nullable SessionEntity find(String id) {
    return sessions.get(id);
  }

  Collection<SessionEntity> all() {
    return sessions.values();
  }

  void await(SessionWaiter waiter) {
    waiters.add(waiter);
  }

  /** First come, first served; the oldest session that has something to do goes first. */
  void serveWaiters() {
    waiters.removeIf(SessionWaiter::isGone);
    for (SessionWaiter waiter : List.copyOf(waiters)) {
      SessionEntity session =
          sessions.values().stream()
              .filter(SessionEntity::isWorthAccepting)
              .findFirst()
              .orElse(null);
      if (session == null) {
        return;
      }
      waiters.remove(waiter);
      waiter.accepted(session);
    }
  }

  void tick(Instant now) {
    for (SessionWaiter waiter : List.copyOf(waiters)) {
      if (!waiter.deadline().isAfter(now)) {
        waiters.remove(waiter);
        waiter.timedOut();
      }
    }
    sessions.values().removeIf(SessionEntity::isForgettable);
  }
}
