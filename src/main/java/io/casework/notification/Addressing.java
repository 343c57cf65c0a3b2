package io.casework.notification;

import io.casework.notification.NotificationMatrix.Recipients;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The matrix, applied to who a message is for and to the channels that this installation has. */
@Component
class Addressing {

  private static final String ADDRESSEE = ":" + NotificationMatrix.ADDRESSEE;

  private final NotificationMatrix matrix;
  private final NotificationProperties properties;

  Addressing(NotificationMatrix matrix, NotificationProperties properties) {
    this.matrix = matrix;
    this.properties = properties;
  }

  /** What is not used here is left out; when nothing else is left, the fallback is used at once. */
  Recipients choose(String kind, @Nullable String urgency, String audience) {
    var chosen = matrix.choose(kind, urgency, audience.split(":", 2)[0]);
    var destinations = used(chosen.destinations(), audience);
    var fallback = used(chosen.fallback(), audience);
    return destinations.isEmpty() && !chosen.destinations().isEmpty()
        ? new Recipients(fallback, List.of())
        : new Recipients(destinations, fallback);
  }

  /** The destinations of the table that this installation uses. */
  List<Destination> named() {
    return used(matrix.named(), NotificationMatrix.ADDRESSEE).stream()
        .map(Destination::of)
        .toList();
  }

  private List<String> used(Collection<String> destinations, String audience) {
    return destinations.stream()
        .filter(each -> !properties.notUsed().contains(each))
        .filter(each -> !properties.notUsed().contains(each.split(":", 2)[0]))
        .map(each -> each.endsWith(ADDRESSEE) ? addressed(each, audience) : each)
        .distinct()
        .toList();
  }

  /** Persons keep their {@code user:}, so that nobody can be called like a list. */
  private static String addressed(String destination, String audience) {
    var channel = destination.substring(0, destination.length() - ADDRESSEE.length());
    var name = audience.startsWith("user:") ? audience : audience.replaceFirst("^\\w+:", "");
    return channel + ":" + name;
  }
}
