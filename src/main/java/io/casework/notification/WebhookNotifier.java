package io.casework.notification;

import java.util.Map;
import org.springframework.stereotype.Component;

/** Placeholder. */
@Component
class WebhookNotifier implements Notifier {
  @Override
  public String channel() {
    return "webhook";
  }

  @Override
  public boolean knows(String name) {
    return false;
  }

  @Override
  public Posting prepare(Delivery delivery) {
    return new Posting(
        delivery.destination(),
        "Webhook: " + delivery.notice().subject(),
        Map.of(),
        delivery.notice().text());
  }

  @Override
  public Outcome send(Posting posting) {
    return Outcome.refused("not configured");
  }
}
