package io.casework.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says who hears what: a table that fraud leads edit. */
public interface NotificationMatrix {

  /** As in {@link Notice}; what no row knows goes to {@code email:archive}. */
  Recipients choose(String kind, @Nullable String urgency, String audience);

  /**
   * Where a message goes.
   *
   * @param destinations {@code <channel>:<name>}, each of them
   * @param fallback where it goes when one of these is given up; empty for nowhere
   */
  record Recipients(List<String> destinations, List<String> fallback) {

    public Recipients {
      destinations = List.copyOf(destinations);
      fallback = List.copyOf(fallback);
    }
  }
}
