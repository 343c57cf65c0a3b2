package io.casework.decision.rules;

import static io.casework.decision.rules.FactType.ANY;
import static io.casework.decision.rules.FactType.FLAG;
import static io.casework.decision.rules.FactType.NUMBER;
import static io.casework.decision.rules.FactType.TEXT;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every fact that a rule can ask about; a rule that names another is refused. */
public final class FactCatalogue {

  /** Money in facts is in this currency unless its path says otherwise. */
  private static final String BASE = "ZAR";

  public static final List<Fact> ALL =
      List.of(
          new Fact("amount", NUMBER, "", "the amount in the payment's own currency"),
          new Fact("amount_zar", NUMBER, BASE, "the amount in the base currency"),
          new Fact("currency", TEXT, "ISO 4217", "the payment's own currency"),
          new Fact("channel", TEXT, "", "how it came: mobile_banking, card, api …"),
          new Fact("merchant_category", TEXT, "", "what the receiver sells"),
          new Fact("device", TEXT, "", "fingerprint of the device"),
          new Fact("ip", TEXT, "", "the sender's address"),
          new Fact("geo.country", TEXT, "ISO 3166", "where the sender is"),
          new Fact("note_present", FLAG, "", "the sender wrote a note"),
          new Fact("metadata.*", ANY, "", "whatever else the caller sent along"),
          new Fact("velocity.count_5m", NUMBER, "payments", "in five minutes, this one included"),
          new Fact("velocity.sum_5m_zar", NUMBER, BASE, "in five minutes, this one included"),
          new Fact("velocity.count_1h", NUMBER, "payments", "in an hour, this one included"),
          new Fact(
              "velocity.after_silence",
              FLAG,
              "",
              "the sender was silent for more than 7 days before the payments of now"),
          new Fact("history.count_30d", NUMBER, "payments", "of the sender, before this one"),
          new Fact(
              "history.average_30d", NUMBER, BASE, "of the sender; 1,000 when there is no history"),
          new Fact("history.maximum_30d", NUMBER, BASE, "of the sender; unknown without history"),
          new Fact("history.ratio_to_average", NUMBER, "times", "the amount to average_30d"),
          new Fact("history.ratio_to_maximum", NUMBER, "times", "the amount to maximum_30d"),
          new Fact("history.failed_7d", NUMBER, "payments", "that failed in 7 days"),
          new Fact(
              "history.travel_kmh",
              NUMBER,
              "km/h",
              "since the sender's last payment; unknown without both places"),
          new Fact("customer.tier", TEXT, "", "how well the sender is known"),
          new Fact("customer.trust_score", NUMBER, "0 to 1", "how far the sender is trusted"),
          new Fact("customer.locked", FLAG, "", "the sender's account was frozen here"),
          new Fact("customer.new", FLAG, "", "the sender was not seen before"),
          new Fact("device.new", FLAG, "", "the sender did not use this device before"),
          new Fact("receiver.new", FLAG, "", "the sender did not pay this receiver before"),
          new Fact("receiver.transactions", NUMBER, "payments", "that the receiver got so far"),
          new Fact("receiver.frauds", NUMBER, "payments", "of them that were fraud"),
          new Fact("receiver.fraud_ratio", NUMBER, "0 to 1", "frauds to transactions"),
          new Fact("receiver.reputation", NUMBER, "0 to 100", "how far the receiver is trusted"),
          new Fact("receiver.verified", FLAG, "", "the receiver's identity was checked"));

  private static final Map<String, Fact> BY_PATH =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Fact::path, Function.identity()));

  private static final Pattern METADATA = Pattern.compile("metadata\\.[A-Za-z0-9_.-]{1,100}");

  private FactCatalogue() {}

  /** What is behind a path; metadata takes any name. */
  static Optional<Fact> find(String path) {
    if (METADATA.matcher(path).matches()) {
      return Optional.of(new Fact(path, ANY, "", "metadata"));
    }
    return path.equals("metadata.*") ? Optional.empty() : Optional.ofNullable(BY_PATH.get(path));
  }

  /** A fact as leads read about it. */
  public record Fact(String path, FactType type, String unit, String meaning) {}
}
