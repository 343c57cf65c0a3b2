package io.casework.notification;

import java.util.Map;
import org.springframework.stereotype.Component;

/** Placeholder. */
@Component
class TeamsNotifier implements Notifier {
  @Override
  public String channel() {
    return "teams";
  }

  @Override
  public boolean knows(String name) {
    return false;
  }

  @Override
  public Posting prepare(Delivery delivery) {
    return new Posting(
        delivery.destination(),
        "Teams: " + delivery.notice().subject(),
        Map.of(),
        delivery.notice().text());
  }

  @Override
  public Outcome send(Posting posting) {
    return Outcome.refused("not configured");
  }
}
