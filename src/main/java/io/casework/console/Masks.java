package io.casework.console;

import io.casework.core.ScoredEvent;
import org.jspecify.annotations.Nullable;

/** What those see of personal fields who check cases and do not work them. */
final class Masks {

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
