package io.casework.notification;

import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Slack's incoming webhooks; each address is a secret.
 *
 * @param webhook for every name that has none of its own
 * @param webhooks by name: {@code compliance-critical}
 */
record SlackProperties(
    @DefaultValue("") String webhook, @DefaultValue Map<String, String> webhooks) {

  String address(String name) {
    var own = webhooks.getOrDefault(name, "");
    return own.isBlank() ? webhook : own;
  }

  @Override
  public String toString() {
    return "webhooks for " + webhooks.keySet();
  }
}
