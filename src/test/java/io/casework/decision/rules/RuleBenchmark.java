package io.casework.decision.rules;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Microseconds per payment for 7 and 200 rules, traces included; run by {@code mvn -Pbench verify}.
 *
 * <p>Rules and payments are those of the comparison with other engines in the decision record.
 */
final class RuleBenchmark {

  private static final int WARM_UP = 200_000;
  private static final int MEASURED = 200_000;

  private RuleBenchmark() {}

  public static void main(String[] arguments) {
    var payments = payments(2000);
    report("default", TestRules.defaults(), payments);
    for (int count : new int[] {7, 200}) {
      report(String.valueOf(count), TestRules.set(rules(count)), payments);
    }
  }

  private static void report(String name, RuleSet rules, List<Facts> payments) {
    long hits = 0;
    for (int i = 0; i < WARM_UP; i++) {
      hits += rules.evaluate(payments.get(i % payments.size())).hits().size();
    }
    var nanos = new long[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      var started = System.nanoTime();
      hits += rules.evaluate(payments.get(i % payments.size())).hits().size();
      nanos[i] = System.nanoTime() - started;
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%s rules: p50 %.2f p95 %.2f p99 %.2f us, %.2f hits a payment%n",
        name,
        nanos[MEASURED / 2] / 1e3,
        nanos[(int) (MEASURED * .95)] / 1e3,
        nanos[(int) (MEASURED * .99)] / 1e3,
        (double) hits / (WARM_UP + MEASURED));
  }

  private static RuleVersion[] rules(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> TestRules.rule("r" + i, condition(i % 7, i / 7), "0.0050"))
        .toArray(RuleVersion[]::new);
  }

  private static String condition(int kind, int k) {
    return switch (kind) {
      case 0 -> above("amount_zar", 50_000 + 1000 * k);
      case 1 -> all(above("amount_zar", 10_000 + 500 * k), below("customer.trust_score", 5));
      case 2 -> all(in("channel", "ussd", "mobile_banking"), above("amount_zar", 20_000 + 300 * k));
      case 3 ->
          all(
              in("merchant_category", "crypto", "gambling", "gift_cards"),
              above("amount_zar", 1000 + 100 * k));
      case 4 ->
          all(
              "{'field':'geo.country','op':'neq','value':'ZA'}",
              "{'field':'device.new','op':'is_true'}",
              above("amount_zar", 2000 + 50 * k));
      case 5 ->
          all("{'field':'receiver.new','op':'is_true'}", above("amount_zar", 15_000 + 200 * k));
      default ->
          all(
              above("velocity.count_5m", 10 + k % 5),
              above("velocity.sum_5m_zar", 50_000 + 100 * k));
    };
  }

  private static List<Facts> payments(int count) {
    var random = new Random(3);
    return IntStream.range(0, count).mapToObj(i -> payment(random)).toList();
  }

  private static Facts payment(Random random) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("amount_zar", Math.exp(random.nextGaussian() * 1.6 + 8));
    facts.put("customer.trust_score", random.nextInt(24));
    facts.put("channel", one(random, "ussd", "mobile_banking", "card", "eft"));
    facts.put("merchant_category", one(random, "crypto", "gambling", "grocery", "fuel"));
    facts.put("geo.country", one(random, "ZA", "ZA", "ZA", "NG", "GB"));
    facts.put("device.new", random.nextInt(4) == 0);
    facts.put("receiver.new", random.nextInt(3) == 0);
    facts.put("velocity.count_5m", random.nextInt(18));
    facts.put("velocity.sum_5m_zar", random.nextDouble() * 120_000);
    return facts::get;
  }

  private static String one(Random random, String... words) {
    return words[random.nextInt(words.length)];
  }

  private static String above(String field, int value) {
    return "{'field':'%s','op':'gt','value':%d}".formatted(field, value);
  }

  private static String below(String field, int value) {
    return "{'field':'%s','op':'lt','value':%d}".formatted(field, value);
  }

  private static String in(String field, String... values) {
    return "{'field':'%s','op':'in','value':['%s']}".formatted(field, String.join("','", values));
  }

  private static String all(String... parts) {
    return "{'all':[" + String.join(",", parts) + "]}";
  }
}
