package io.casework.decision;

import io.casework.decision.context.Context;
import io.casework.decision.context.Past;
import io.casework.decision.context.Receiver;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rules and signals can ask about a payment, by path; kept with the decision, so that it can
 * be computed again.
 */
final class PaymentFacts {

  /** The average that is assumed of a sender without history, in the base currency. */
  static final BigDecimal NO_HISTORY = BigDecimal.valueOf(1000);

  private static final int DIGITS = 6;

  private PaymentFacts() {}

  static Map<String, Object> of(Payment payment, Context context, boolean locked) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("amount", payment.amount());
    facts.put("amount_zar", payment.amountBase());
    facts.put("currency", payment.currency());
    put(facts, "channel", payment.channel());
    put(facts, "merchant_category", payment.merchantCategory());
    put(facts, "device", payment.device());
    put(facts, "ip", payment.ip());
    put(facts, "geo.country", payment.geo() == null ? null : payment.geo().country());
    facts.put("note_present", payment.notePresent());
    payment.metadata().forEach((name, value) -> facts.put("metadata." + name, value));
    velocity(facts, payment, context.past());
    history(facts, payment, context.past());
    facts.put("customer.tier", context.customer().tier().name());
    facts.put("customer.trust_score", decimal(context.customer().trust()));
    facts.put("customer.locked", locked);
    facts.put("customer.new", context.customer().isNew());
    facts.put("device.new", !context.deviceKnown());
    receiver(facts, context.receiver());
    return facts;
  }

  private static void velocity(Map<String, Object> facts, Payment payment, Past past) {
    facts.put("velocity.count_5m", past.windowCount() + 1);
    facts.put("velocity.sum_5m_zar", past.windowSum().add(payment.amountBase()));
    facts.put("velocity.count_1h", past.hourCount() + 1);
    facts.put("velocity.after_silence", past.silent());
  }

  private static void history(Map<String, Object> facts, Payment payment, Past past) {
    var known = past.baselineCount() > 0;
    var average = known ? decimal(past.mean()) : NO_HISTORY;
    facts.put("history.count_30d", past.baselineCount());
    facts.put("history.average_30d", average);
    facts.put("history.ratio_to_average", ratio(payment.amountBase(), average));
    if (known) {
      facts.put("history.deviation_30d", decimal(past.deviation()));
      facts.put("history.maximum_30d", decimal(past.maximum()));
      facts.put("history.ratio_to_maximum", ratio(payment.amountBase(), decimal(past.maximum())));
    }
    facts.put("history.failed_7d", past.failed());
    put(facts, "history.travel_kmh", past.travelKmh() == null ? null : decimal(past.travelKmh()));
  }

  private static void receiver(Map<String, Object> facts, Receiver receiver) {
    facts.put("receiver.new", !receiver.known());
    facts.put("receiver.transactions", receiver.payments());
    facts.put("receiver.frauds", receiver.frauds());
    facts.put(
        "receiver.fraud_ratio",
        receiver.payments() == 0
            ? BigDecimal.ZERO
            : decimal((double) receiver.frauds() / receiver.payments()));
    facts.put("receiver.reputation", decimal(receiver.reputation()));
    facts.put("receiver.verified", receiver.verified());
  }

  private static BigDecimal ratio(BigDecimal amount, BigDecimal to) {
    return to.signum() == 0 ? BigDecimal.ZERO : amount.divide(to, DIGITS, RoundingMode.HALF_UP);
  }

  private static BigDecimal decimal(double value) {
    return BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP);
  }

  private static void put(Map<String, Object> facts, String path, @Nullable Object value) {
    if (value != null) {
      facts.put(path, value);
    }
  }
}
