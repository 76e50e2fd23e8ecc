package io.dromedary.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IP addresses as they are written. Never asks a name server. */
final class AddressLiterals {
  private static final Pattern IPV4 =
      Pattern.compile(
          "(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern NUMBER = Pattern.compile("\\d+|0[xX][0-9a-fA-F]*");
  private static final int HIGHEST_BYTE = 255;

  private AddressLiterals() {}

  /**
   * Reads four decimal numbers, or an IPv6 address, which may stand in brackets. Empty for anything
   * else, as a name.
   */
  static Optional<InetAddress> parse(String text) {
    Matcher matcher = IPV4.matcher(text);
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    try {
      if (matcher.matches()) {
        byte[] bytes = new byte[4];
        for (int index = 0; index < bytes.length; index++) {
          int number = Integer.parseInt(matcher.group(index + 1));
          if (number > HIGHEST_BYTE) {
            return Optional.empty();
          }
          bytes[index] = (byte) number;
        }
        return Optional.of(InetAddress.getByAddress(bytes));
      }
      // A text with a colon is never taken for a name.
      return IPV6.matcher(bare).matches()
          ? Optional.of(InetAddress.getByName(bare))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a host that is no literal would be taken for an IPv4 address by some: its last part is
   * a number, as in {@code 2130706433}, {@code 0x7f.1} or {@code 127.1}. No name ends so.
   */
  static boolean endsInNumber(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return NUMBER.matcher(name.substring(name.lastIndexOf('.') + 1)).matches();
  }
}
