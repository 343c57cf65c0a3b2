package io.casework.notification;

import io.casework.core.Bell;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Wakes every channel when something was asked for. */
@Component
class NotificationBells {

  private final List<Bell> bells = new CopyOnWriteArrayList<>();

  /** A bell of one's own. */
  Bell hang() {
    var bell = new Bell();
    bells.add(bell);
    return bell;
  }

  void ring() {
    bells.forEach(Bell::ring);
  }
}
