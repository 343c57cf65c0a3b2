package io.casework.broker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A partition as a consumer group sees it. */
record EventAddress(String path, String hub, String consumerGroup, String partition) {

  private static final Pattern FORM =
      Pattern.compile("(.+)/consumergroups/([^/]+)/partitions/([^/]+)");

  static @Nullable EventAddress parse(Address address) {
    Matcher matcher = FORM.matcher(address.path());
    return matcher.matches()
        ? new EventAddress(address.path(), matcher.group(1), matcher.group(2), matcher.group(3))
        : null;
  }
}
