package io.dromedary.outbound;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Excerpt;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operator lets the program call although it is not public. */
final class AllowedAddresses {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");
  private static final Pattern WITH_PORT = Pattern.compile("(\\[.*]|[^:]*):(\\d{1,5})");

  /** What {@link #parse} reads, in words. */
  static final String FORM =
      "host names, host:port, IP addresses, ranges such as 10.0.0.0/8, or *, separated by commas";

  /** Nothing is allowed. */
  static final AllowedAddresses NONE = new AllowedAddresses(false, List.of(), List.of());

  private record Name(String host, OptionalInt port) {}

  private record Range(AddressRange range, OptionalInt port) {}

  private final boolean all;
  private final List<Name> names;
  private final List<Range> ranges;

  private AllowedAddresses(boolean all, List<Name> names, List<Range> ranges) {
    this.all = all;
    this.names = List.copyOf(names);
    this.ranges = List.copyOf(ranges);
  }

  /**
   * Reads a list separated by commas: host names, IP addresses, ranges such as {@code 10.0.0.0/8},
   * each but the ranges also with a port as in {@code build:8080}, or {@code *} for everything.
   *
   * @throws IllegalArgumentException if a part is none of these
   */
  static AllowedAddresses parse(String text) {
    boolean all = false;
    List<Name> names = new ArrayList<>();
    List<Range> ranges = new ArrayList<>();
    for (String part : requireNonNull(text, "text is null").split(",", -1)) {
      String entry = part.strip().toLowerCase(Locale.ROOT);
      if (entry.equals("*")) {
        all = true;
      } else if (!entry.isEmpty()) {
        add(entry, names, ranges);
      }
    }
    return new AllowedAddresses(all, names, ranges);
  }

  private static void add(String entry, List<Name> names, List<Range> ranges) {
    Optional<AddressRange> range = AddressRange.parse(entry);
    if (range.isPresent()) {
      ranges.add(new Range(range.get(), OptionalInt.empty()));
      return;
    }
    Matcher matcher = WITH_PORT.matcher(entry);
    boolean hasPort = matcher.matches();
    String host = hasPort ? matcher.group(1) : entry;
    OptionalInt port =
        hasPort ? OptionalInt.of(Integer.parseInt(matcher.group(2))) : OptionalInt.empty();
    Optional<InetAddress> address = AddressLiterals.parse(host);
    if (address.isPresent()) {
      int bits = address.get().getAddress().length * Byte.SIZE;
      ranges.add(new Range(new AddressRange(address.get(), bits), port));
    } else if (NAME.matcher(host).matches() && !AddressLiterals.endsInNumber(host)) {
      names.add(new Name(host, port));
    } else {
      throw new IllegalArgumentException("'%s' is none of these".formatted(Excerpt.of(entry)));
    }
  }

  /** Whether a host is allowed by its name, wherever that leads. */
  boolean containsHost(String host, int port) {
    String lower = host.toLowerCase(Locale.ROOT);
    String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    return all || names.stream().anyMatch(one -> one.host().equals(name) && fits(one.port(), port));
  }

  /** Whether an address is allowed, whatever name led to it. */
  boolean containsAddress(InetAddress address, int port) {
    return all
        || ranges.stream().anyMatch(one -> one.range().contains(address) && fits(one.port(), port));
  }

  private static boolean fits(OptionalInt wanted, int port) {
    return wanted.isEmpty() || wanted.getAsInt() == port;
  }
}
