package io.dromedary.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses that lead to the world from those that lead into a network of somebody's own, by
 * the registries of special purpose addresses of IANA (<a
 * href="https://www.rfc-editor.org/rfc/rfc6890">RFC 6890</a>).
 */
final class PublicAddresses {
  private static final List<AddressRange> NOT_PUBLIC_IPV4 =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          // also where clouds tell a machine its credentials
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** All that has been given out for the world. */
  private static final AddressRange GLOBAL_IPV6 = AddressRange.of("2000::/3");

  /** The exceptions in it: protocols with Teredo among them, and examples. */
  private static final List<AddressRange> NOT_PUBLIC_IPV6 =
      ranges("2001::/23", "2001:db8::/32", "3fff::/20");

  private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");
  private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
  private static final int SIX_TO_FOUR_OFFSET = 2;
  private static final int NAT64_OFFSET = 12;

  private PublicAddresses() {}

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressRange::of).toList();
  }

  /** Whether an address leads to the world, also when it carries an IPv4 address inside. */
  static boolean contain(InetAddress address) {
    if (address instanceof Inet4Address) {
      return isInNone(NOT_PUBLIC_IPV4, address);
    }
    if (NAT64.contains(address)) {
      return contain(embedded(address, NAT64_OFFSET));
    }
    if (SIX_TO_FOUR.contains(address)) {
      return contain(embedded(address, SIX_TO_FOUR_OFFSET));
    }
    return GLOBAL_IPV6.contains(address) && isInNone(NOT_PUBLIC_IPV6, address);
  }

  private static boolean isInNone(List<AddressRange> exceptions, InetAddress address) {
    return exceptions.stream().noneMatch(range -> range.contains(address));
  }

  private static InetAddress embedded(InetAddress address, int offset) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), offset, offset + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
