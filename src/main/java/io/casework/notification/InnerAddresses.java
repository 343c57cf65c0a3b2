package io.casework.notification;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Addresses that nobody outside can have: private networks, this machine, a cloud's own services.
 */
final class InnerAddresses {

  private static final int IPV4 = 4;

  private InnerAddresses() {}

  static boolean contain(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || (address instanceof Inet4Address
            ? isInner4(address.getAddress())
            : isInner6(address.getAddress()));
  }

  private static boolean isInner4(byte[] b) {
    int first = b[0] & 0xff;
    int second = b[1] & 0xff;
    return first == 0
        || first >= 240 // reserved, and broadcast
        || first == 100 && second >= 64 && second < 128 // shared address space, RFC 6598
        || first == 198 && (second == 18 || second == 19) // benchmarks, RFC 2544
        || first == 192 && second == 0 && b[2] == 0 // protocol assignments, RFC 6890
        || first == 168 && second == 63 && (b[2] & 0xff) == 129; // Azure's own 168.63.129.16
  }

  private static boolean isInner6(byte[] b) {
    var uniqueLocal = (b[0] & 0xfe) == 0xfc;
    var nat64 = b[0] == 0 && b[1] == 0x64 && (b[2] & 0xff) == 0xff && (b[3] & 0xff) == 0x9b;
    var sixToFour = b[0] == 0x20 && b[1] == 0x02;
    var compatible = Arrays.equals(Arrays.copyOf(b, 12), new byte[12]);
    return uniqueLocal
        || (nat64 || compatible) && isInner(Arrays.copyOfRange(b, 12, 16))
        || sixToFour && isInner(Arrays.copyOfRange(b, 2, 2 + IPV4));
  }

  private static boolean isInner(byte[] embedded) {
    try {
      return contain(InetAddress.getByAddress(embedded));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
