package io.casework.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.casework.core.ScoredEvent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What those see of personal fields who check cases and do not work them. */
final class Masks {

  static final String HIDDEN = "••••";
  private static final Set<String> TELLS_NOBODY =
      Set.of(
          "amount",
          "country",
          "created_at",
          "currency",
          "risk_score",
          "severity_hint",
          "source",
          "txn_type",
          "vendor");

  private Masks() {}

  static ScoredEvent.Actor actor(ScoredEvent.Actor actor) {
    return new ScoredEvent.Actor(
        tail(actor.userId()),
        actor.accountId() == null ? null : tail(actor.accountId()),
        actor.merchantId());
  }

  static ScoredEvent.Transaction transaction(ScoredEvent.Transaction transaction) {
    var geo = transaction.geo();
    return new ScoredEvent.Transaction(
        transaction.amount(),
        transaction.currency(),
        transaction.merchant(),
        transaction.device() == null ? null : tail(transaction.device()),
        network(transaction.ip()),
        geo == null ? null : new ScoredEvent.Geo(geo.country(), null, null));
  }

  /** What tells nobody who it is about stays; of the customer, as much as of a case's. */
  static ObjectNode alert(ObjectNode said) {
    var masked = said.objectNode();
    said.properties()
        .forEach(
            field -> {
              var value = field.getValue();
              var open = TELLS_NOBODY.contains(field.getKey()) || value.isNull();
              if (open) {
                masked.set(field.getKey(), value);
              } else {
                masked.put(
                    field.getKey(),
                    field.getKey().equals("customer_id") ? tail(value.asText()) : HIDDEN);
              }
            });
    return masked;
  }

  private static String tail(String text) {
    return "••••" + text.substring(Math.max(0, text.length() - Math.min(4, text.length() / 2)));
  }

  private static @Nullable String network(@Nullable String ip) {
    if (ip == null) {
      return null;
    }
    return ip.contains(":")
        ? ip.substring(0, ip.indexOf(':')) + ":••••"
        : ip.substring(0, ip.lastIndexOf('.') + 1) + "••";
  }
}
