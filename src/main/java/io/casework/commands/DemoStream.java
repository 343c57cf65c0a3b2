package io.casework.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Events as a bank sees them: few customers cause many of them, fraud comes in bursts, and now and
 * then a producer sends rubbish or the same message twice.
 */
public final class DemoStream {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String[]> MERCHANTS =
      List.of(
          new String[] {"m-3310", "Kite Electronics", "450", "ZAR", "ZA"},
          new String[] {"m-1207", "Harbour Books", "35", "GBP", "GB"},
          new String[] {"m-2044", "Bluegum Travel", "1250", "ZAR", "ZA"},
          new String[] {"m-5118", "Northgate Fuel", "620", "ZAR", "ZA"},
          new String[] {"m-6071", "Quay Jewellers", "9800", "ZAR", "ZA"},
          new String[] {"m-7302", "Lumen Games", "49", "EUR", "DE"},
          new String[] {"m-8455", "Orchard Grocers", "280", "ZAR", "ZA"},
          new String[] {"m-9120", "Meridian Exchange", "15000", "ZAR", "NG"});

  private final Random random;
  private final Map<String, Integer> sent = new LinkedHashMap<>();
  private final Set<String> customers = new LinkedHashSet<>();
  private int count;
  private int burst;
  private int burstCustomer;
  private String last = "";

  public DemoStream(long seed) {
    this.random = new Random(seed);
  }

  /** The next message's body. */
  public String next(Instant now) {
    count++;
    // Early in the stream, so that even a short one shows them.
    if (count % 60 == 7) {
      return note("poison", poison(now));
    }
    if (count % 60 == 12) {
      return note("duplicate", last);
    }
    last = event(now);
    return last;
  }

  /** How long until the next one, as a share of the usual gap: bursts come fast. */
  public double gap() {
    return burst > 0 ? 0.2 : 0.4 + random.nextDouble();
  }

  /** Whose payments there were, the first first. */
  public List<String> customers() {
    return List.copyOf(customers);
  }

  public String summary() {
    return sent.toString();
  }

  private String event(Instant now) {
    if (burst == 0 && random.nextInt(12) == 0) {
      burst = 3 + random.nextInt(4);
      burstCustomer = customer();
    }
    var inBurst = burst > 0;
    var customer = inBurst ? burstCustomer : customer();
    burst = Math.max(0, burst - 1);
    customers.add("u-%05d".formatted(customer));
    var merchant = MERCHANTS.get(random.nextInt(MERCHANTS.size()));
    var score = inBurst ? 0.78 + random.nextDouble() * 0.21 : score();
    var kyc = random.nextInt(9) == 0;
    var dispute = !kyc && random.nextInt(9) == 0;
    var ratio = Math.exp(random.nextGaussian() * 0.5 + (score - 0.5) * 3);

    var event = JSON.createObjectNode();
    event.put("schema_version", "1.0");
    event.put("id", new UUID(random.nextLong(), random.nextLong()).toString());
    event.put(
        "timestamp",
        now.minusSeconds(random.nextInt(40)).truncatedTo(ChronoUnit.MILLIS).toString());
    event
        .putObject("actor")
        .put("user_id", "u-%05d".formatted(customer))
        .put("account_id", "acc-%06d".formatted(customer * 7 + 100000))
        .put("merchant_id", merchant[0]);
    var transaction = event.putObject("transaction");
    transaction.put(
        "amount",
        new BigDecimal(merchant[2])
            .multiply(BigDecimal.valueOf(ratio))
            .setScale(2, RoundingMode.HALF_UP));
    transaction.put("currency", merchant[3]).put("merchant", merchant[1]);
    transaction.put("device", "d-%04x".formatted(inBurst ? 0xbeef : customer & 0xfff));
    transaction.put("ip", (inBurst ? "203.0.113." : "198.51.100.") + (1 + customer % 250));
    transaction.putObject("geo").put("country", merchant[4]);
    var risk = event.putObject("risk");
    risk.put("score", BigDecimal.valueOf(score).setScale(4, RoundingMode.HALF_UP));
    risk.put("model_version", "2026.11.1");
    rules(risk, score, inBurst, ratio, kyc);
    event
        .putObject("context")
        .put("featureset_id", "fs-%06d".formatted(count))
        .put("session_id", "s-%05d".formatted(random.nextInt(100000)));
    event.put(
        "action_suggested",
        score >= 0.9 ? "block" : score >= 0.6 ? "challenge" : "allow_with_review");
    event.put("merchant_escalation", dispute);
    event
        .putObject("links")
        .put("decision_log", "https://decisions.example/log/%06d".formatted(count))
        .put("explanation", "https://decisions.example/shap/%06d".formatted(count))
        .put("trace_id", "%016x%016x".formatted(random.nextLong(), random.nextLong()));
    explanation(event, score, ratio, inBurst);
    note(
        dispute
            ? "merchant-escalation"
            : kyc
                ? "kyc-review"
                : score >= 0.8 ? "high-risk" : score >= 0.6 ? "medium-risk" : "auto-clear",
        "");
    return event.toString();
  }

  // Few customers pay often, many seldom.
  private int customer() {
    return 10000 + (int) (Math.pow(random.nextDouble(), 3) * 400);
  }

  private double score() {
    var kind = random.nextInt(10);
    if (kind < 3) {
      return 0.80 + random.nextDouble() * 0.19;
    }
    return kind < 8 ? 0.60 + random.nextDouble() * 0.199 : 0.20 + random.nextDouble() * 0.39;
  }

  private static void rules(
      ObjectNode risk, double score, boolean burst, double ratio, boolean kyc) {
    var rules = risk.putArray("rules_triggered");
    if (burst) {
      rules.add("VELOCITY_SPIKE").add("DEVICE_CHANGE");
    }
    if (ratio > 3) {
      rules.add("NEW_RECEIVER_HIGH_AMOUNT");
    } else if (ratio > 1.5) {
      rules.add("HIGH_AMOUNT");
    }
    if (kyc) {
      rules.add("KYC_NAME_MISMATCH");
    }
    if (rules.isEmpty() && score >= 0.6) {
      rules.add("SUSPICIOUS_TRAVEL");
    }
  }

  private void explanation(ObjectNode event, double score, double ratio, boolean burst) {
    var parts = event.putArray("explanation");
    parts
        .addObject()
        .put("feature", "amount_to_average")
        .put("value", BigDecimal.valueOf(ratio).setScale(1, RoundingMode.HALF_UP))
        .put("contribution", hundredths((score - 0.3) * 0.6));
    parts
        .addObject()
        .put("feature", "payments_5_min")
        .put("value", burst ? 4 + random.nextInt(6) : 1)
        .put("contribution", hundredths(burst ? 0.27 : 0.02));
    parts
        .addObject()
        .put("feature", "account_age_days")
        .put("value", 30 + random.nextInt(2000))
        .put("contribution", hundredths(-0.02 - random.nextDouble() * 0.1));
  }

  private static BigDecimal hundredths(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
  }

  private String poison(Instant now) {
    return "{\"id\":\"%s\",\"timestamp\":\"%s\",\"actor\":{\"user_id\":\"u-1\"},\"transaction\":{\"amount\":10,\"currency\":\"ZAR\"},\"risk\":{\"model_version\":\"2026.11.1\",\"rules_triggered\":[]},\"context\":{\"featureset_id\":\"fs-x\"},\"action_suggested\":\"block\"}"
        .formatted(new UUID(random.nextLong(), random.nextLong()), now);
  }

  private String note(String kind, String body) {
    sent.merge(kind, 1, Integer::sum);
    return body;
  }
}
