package io.casework.notification;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server, and who reads which list.
 *
 * @param host no mail leaves without one
 * @param user none: no sign-in
 * @param sender the address that mails come from; {@code user}, when that is one and this is empty
 * @param startTls whether the connection must be encrypted; null: unless the server is this machine
 * @param recipients of every list that has none of its own
 * @param lists recipients by name: {@code compliance-leads}
 */
record EmailProperties(
    @DefaultValue("") String host,
    @DefaultValue("587") int port,
    @DefaultValue("") String user,
    @DefaultValue("") String password,
    @DefaultValue("") String sender,
    @Nullable Boolean startTls,
    @DefaultValue List<String> recipients,
    @DefaultValue Map<String, List<String>> lists) {

  EmailProperties {
    if (sender.isBlank()) {
      sender = user.contains("@") ? user : "casework@localhost";
    }
  }

  List<String> list(String name) {
    var own = lists.getOrDefault(name, List.of());
    return own.isEmpty() ? recipients : own;
  }

  boolean encrypted() {
    return startTls == null ? !OutgoingHttp.isLoopback(host) : startTls;
  }

  @Override
  public String toString() {
    return "mail server %s, lists %s".formatted(host, lists.keySet());
  }
}
