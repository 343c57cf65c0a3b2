package io.casework.decision;

import io.casework.decision.rules.RuleHit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Scores and flags in words for the customer's screen. */
final class Wording {

  static final int MOST_FACTORS = 5;

  private static final Map<String, String> FACTORS =
      Map.of(
          "NEW_RECEIVER_HIGH_AMOUNT", "New receiver with high amount",
          "VELOCITY_SPIKE", "Unusual transaction frequency",
          "HIGH_AMOUNT", "Amount far above the usual",
          "HIGH_FAILED_TXN", "Several declined payments lately",
          "IMPOSSIBLE_TRAVEL", "Places too far apart to be travelled",
          "SUSPICIOUS_TRAVEL", "Unusually fast change of place",
          "DEVICE_CHANGE", "Device not seen before",
          "RECEIVER_BLACKLISTED", "Receiver known for fraud",
          "ACCOUNT_LOCKED", "The account is locked");

  private static final BigDecimal WORTH_TELLING = new BigDecimal("0.02");
  private static final BigDecimal CONFIRM_ABOVE = new BigDecimal("0.60");

  private Wording() {}

  static String of(RuleHit hit) {
    var flag = hit.flag();
    return flag == null ? hit.name() : FACTORS.getOrDefault(flag, hit.name());
  }

  /** The reasons that weigh most, each once. */
  static List<String> factors(Assessment assessment) {
    var ofRules =
        assessment.hits().stream()
            .collect(Collectors.toMap(hit -> "rule:" + hit.ruleId(), Wording::of));
    return assessment.contributions().stream()
        .filter(part -> part.contribution().compareTo(WORTH_TELLING) >= 0)
        .map(part -> ofRules.getOrDefault(part.signal(), part.text()))
        .distinct()
        .limit(MOST_FACTORS)
        .toList();
  }

  /** What the person who pays can do; never advice to split an amount. */
  static List<String> recommendations(Assessment assessment) {
    var advice = new ArrayList<String>();
    if (assessment.flags().contains("NEW_RECEIVER")) {
      advice.add("Verify receiver identity before proceeding");
    }
    if (assessment.score().compareTo(CONFIRM_ABOVE) > 0) {
      advice.add("Ask the customer to confirm the payment through a verified channel");
    }
    if (assessment.flags().contains("HIGH_AMOUNT")) {
      advice.add("Contact receiver through alternate channel");
    }
    return List.copyOf(advice);
  }
}
