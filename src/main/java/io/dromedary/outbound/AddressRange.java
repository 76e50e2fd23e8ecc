package io.dromedary.outbound;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.Optional;

/**
 * The IP addresses that begin with the same bits.
 *
 * @param network an address of the range
 * @param bits how many leading bits are common to all of them; all bits for a single address
 */
record AddressRange(InetAddress network, int bits) {
  AddressRange {
    requireNonNull(network, "network is null");
    if (bits < 0 || bits > network.getAddress().length * Byte.SIZE) {
      throw new IllegalArgumentException("an address has no " + bits + " bits: " + network);
    }
  }

  /** Reads {@code 10.0.0.0/8}, {@code fc00::/7} or a single address; empty for anything else. */
  static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> network =
        AddressLiterals.parse(slash < 0 ? text : text.substring(0, slash));
    if (network.isEmpty()) {
      return Optional.empty();
    }
    int most = network.get().getAddress().length * Byte.SIZE;
    if (slash < 0) {
      return Optional.of(new AddressRange(network.get(), most));
    }
    String bits = text.substring(slash + 1);
    if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > most) {
      return Optional.empty();
    }
    return Optional.of(new AddressRange(network.get(), Integer.parseInt(bits)));
  }

  /** Reads a range that the program itself has written. */
  static AddressRange of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException(text));
  }

  boolean contains(InetAddress address) {
    byte[] one = network.getAddress();
    byte[] other = address.getAddress();
    if (one.length != other.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int index = 0; index < whole; index++) {
      if (one[index] != other[index]) {
        return false;
      }
    }
    int rest = bits % Byte.SIZE;
    return rest == 0 || ((one[whole] ^ other[whole]) & 0xFF) >> (Byte.SIZE - rest) == 0;
  }
}
