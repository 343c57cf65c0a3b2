package io.casework.notification;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A program that messages are posted to.
 *
 * @param url a message for it is given up without one
 * @param secret signs the body: HMAC-SHA-256, hex, in the header {@code X-Casework-Signature}
 */
record WebhookProperties(@DefaultValue("") String url, @DefaultValue("") String secret) {

  private static final int LEAST_SECRET = 16;

  WebhookProperties {
    if (!url.isBlank() && secret.length() < LEAST_SECRET) {
      throw new IllegalArgumentException(
          "the secret of a webhook must have at least %d characters".formatted(LEAST_SECRET));
    }
  }

  boolean configured() {
    return !url.isBlank();
  }

  @Override
  public String toString() {
    return configured() ? "configured" : "not configured";
  }
}
