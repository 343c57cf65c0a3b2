package io.casework.notification;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says who hears what: a table that fraud leads edit. */
public interface NotificationMatrix {

  /** The name that stands for whoever the message is addressed to. */
  String ADDRESSEE = "addressee";

  /**
   * Asks the table; what no row knows goes to {@code email:archive}.
   *
   * @param kind and {@code urgency} as in {@link Notice}
   * @param addressedTo the first word of the audience: {@code user}, {@code group}, {@code
   *     channel}, {@code customer}, {@code merchant}
   */
  Recipients choose(String kind, @Nullable String urgency, String addressedTo);

  /** Every destination that the table names. */
  Set<String> named();

  /**
   * Where a message goes.
   *
   * @param destinations {@code <channel>:<name>}, each of them; none: nobody is told
   * @param fallback where it goes when one of these is given up; empty for nowhere
   */
  record Recipients(List<String> destinations, List<String> fallback) {

    public Recipients {
      destinations = List.copyOf(destinations);
      fallback = List.copyOf(fallback);
    }
  }
}
