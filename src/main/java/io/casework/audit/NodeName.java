package io.casework.audit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Which start of the application on which machine a record is from. */
final class NodeName {

  private NodeName() {}

  static String ofThisStart() {
    var random = new byte[3];
    new SecureRandom().nextBytes(random);
    return host() + "-" + HexFormat.of().formatHex(random);
  }

  private static String host() {
    try {
      var name = InetAddress.getLocalHost().getHostName();
      return name.substring(0, Math.min(name.length(), 80));
    } catch (UnknownHostException e) {
      return "unnamed";
    }
  }
}
