package io.casework.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Addresses as text. */
public final class IpAddress {

  private static final Pattern SHAPE = Pattern.compile("[0-9a-fA-F:.]{2,45}");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");

  private IpAddress() {}

  /** Whether it is an IPv4 or IPv6 literal; nothing is looked up. */
  public static boolean isLiteral(String text) {
    if (!SHAPE.matcher(text).matches()) {
      return false;
    }
    try {
      return text.contains(":")
          ? InetAddress.getByName(text) != null
          : IPV4.matcher(text).matches();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
