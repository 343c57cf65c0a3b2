package io.casework;

import java.time.Instant;
import java.util.UUID;

/** Case events for tests, as JSON text. */
public final class TestEvents {

  private TestEvents() {}

  public static String id() {
    return UUID.randomUUID().toString();
  }

  public static String highRisk(String id) {
    return event(id, 0.91, "[\"VELOCITY_SPIKE\"]", "block", false);
  }

  public static String mediumRisk(String id) {
    return event(id, 0.66, "[\"SUSPICIOUS_TRAVEL\"]", "challenge", false);
  }

  public static String kyc(String id) {
    return event(id, 0.62, "[\"KYC_NAME_MISMATCH\"]", "challenge", false);
  }

  public static String merchantEscalation(String id) {
    return event(id, 0.35, "[]", "challenge", true);
  }

  public static String unsuspicious(String id) {
    return event(id, 0.2, "[]", "allow_with_review", false);
  }

  public static String dueAt(String event, Instant dueAt) {
    return event.replace(
        "\"action_suggested\"",
        "\"sla\":{\"due_at\":\"%s\"},\"action_suggested\"".formatted(dueAt));
  }

  public static String event(
      String id, double score, String rules, String action, boolean merchantEscalation) {
    return """
        {"id":"%s","timestamp":"2026-11-20T09:15:30Z",
         "actor":{"user_id":"u-%s","merchant_id":"m-7"},
         "transaction":{"amount":18450.00,"currency":"ZAR","merchant":"Kite Electronics",
           "device":"d-5f1c","ip":"203.0.113.77","geo":{"country":"ZA"}},
         "risk":{"score":%s,"model_version":"2026.11.1","rules_triggered":%s},
         "context":{"featureset_id":"fs-%s"},
         "action_suggested":"%s","merchant_escalation":%s}
        """
        .formatted(id, id, score, rules, id, action, merchantEscalation);
  }
}
