package io.casework.notification;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Webhooks of Teams Workflows; each address is a secret.
 *
 * @param webhook for every name that has none of its own
 * @param webhooks by name: {@code soc}, {@code kyc-analysts}; {@code people} is a workflow that
 *     posts to the chat of the {@code recipient} in the body
 * @param hosts where Workflows live; their subdomains as well
 */
record TeamsProperties(
    @DefaultValue("") String webhook,
    @DefaultValue Map<String, String> webhooks,
    @DefaultValue({"logic.azure.com", "api.powerplatform.com"}) Set<String> hosts) {

  static final String PEOPLE = "people";

  String address(String name) {
    var own = webhooks.getOrDefault(name, "");
    return own.isBlank() ? webhook : own;
  }

  @Override
  public String toString() {
    return "webhooks for " + webhooks.keySet();
  }
}
