package io.casework.notification;

import java.util.Map;
import org.springframework.stereotype.Component;

/** Placeholder. */
@Component
class SlackNotifier implements Notifier {
  @Override
  public String channel() {
    return "slack";
  }

  @Override
  public boolean knows(String name) {
    return false;
  }

  @Override
  public Posting prepare(Delivery delivery) {
    return new Posting(
        delivery.destination(),
        "Slack message: " + delivery.notice().subject(),
        Map.of(),
        delivery.notice().text());
  }

  @Override
  public Outcome send(Posting posting) {
    return Outcome.refused("not configured");
  }
}
