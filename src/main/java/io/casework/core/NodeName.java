package io.casework.core;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Which start of the application on which machine something was done by. */
public final class NodeName {

  private static final String NAME = host() + "-" + random();

  private NodeName() {}

  /** The same for as long as the process lives: the machine's name and six hexadecimal digits. */
  public static String ofThisStart() {
    return NAME;
  }

  private static String random() {
    var bytes = new byte[3];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
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
