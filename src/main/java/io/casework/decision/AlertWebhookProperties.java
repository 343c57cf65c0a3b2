package io.casework.decision;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where alerts are posted to, beside the topic.
 *
 * @param url nothing is posted without it
 * @param secret signs the body: HMAC-SHA-256, hex, in the header {@code X-Casework-Signature}
 */
@ConfigurationProperties(prefix = "casework.decision.alert-webhook", ignoreUnknownFields = false)
record AlertWebhookProperties(
    @Nullable URI url,
    @DefaultValue("") String secret,
    @DefaultValue("PT5S") Duration timeout,
    @DefaultValue("5") int maxAttempts,
    @DefaultValue("PT2S") Duration pollInterval) {

  AlertWebhookProperties {
    if (url != null && !url.toString().isEmpty() && secret.length() < 16) {
      throw new IllegalArgumentException(
          "casework.decision.alert-webhook.secret must have at least 16 characters");
    }
  }

  boolean configured() {
    return url != null && !url.toString().isEmpty();
  }
}
