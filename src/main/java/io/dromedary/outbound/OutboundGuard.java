package io.dromedary.outbound;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Says which addresses may be called: those that are public, and those that the operator allows by
 * {@value #ALLOW}. Thread-safe.
 */
public final class OutboundGuard {
  /** The setting: host names, host:port, IP addresses, ranges such as 10.0.0.0/8, or {@code *}. */
  public static final String ALLOW = "dromedary.webhooks.allow";

  /** The longest URL that is called, in characters. */
  public static final int MAX_URL = 2_048;

  /** So many addresses of a name are tried; each may take the whole connect timeout. */
  private static final int TRIED_ADDRESSES = 3;

  private static final InetAddress LOOPBACK = AddressRange.of("127.0.0.1").network();
  private static final int HIGHEST_PORT = 65_535;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final AllowedAddresses allowed;

  OutboundGuard(AllowedAddresses allowed) {
    this.allowed = requireNonNull(allowed, "allowed is null");
  }

  /**
   * A guard that allows what a text in the form of {@value #ALLOW} lists.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static OutboundGuard allowing(String list) {
    return new OutboundGuard(AllowedAddresses.parse(list));
  }

  /**
   * Checks what can be said of a URL without a name server: that it is an absolute {@code http} or
   * {@code https} URL without credentials, and that an IP address in it may be called. A name in it
   * is checked when it is called.
   *
   * @throws ProblemException MALFORMED_REQUEST if it is no such URL; FORBIDDEN_ADDRESS
   */
  public URI check(String url) {
    requireNonNull(url, "url is null");
    URI uri = parse(url);
    String host = uri.getHost();
    Optional<InetAddress> literal = AddressLiterals.parse(host);
    if (literal.isPresent()) {
      check(host, literal.get(), port(uri));
    } else if (AddressLiterals.endsInNumber(host)) {
      throw malformed(url, "an IPv4 address is four decimal numbers, as in 192.0.2.1");
    } else if (isLocal(host)) {
      check(host, LOOPBACK, port(uri));
    }
    return uri;
  }

  /** Names that need no name server, by RFC 6761. */
  private static boolean isLocal(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    return name.equals("localhost") || name.endsWith(".localhost");
  }

  private static URI parse(String url) {
    if (url.length() > MAX_URL) {
      throw malformed(url, "it has more than " + MAX_URL + " characters");
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw malformed(url, e.getReason());
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw malformed(url, "it must begin with http:// or https://");
    }
    if (uri.getRawUserInfo() != null) {
      throw malformed(url, "it must not carry credentials");
    }
    if (uri.getHost() == null) {
      throw malformed(url, "it has no host name or address of ASCII letters, digits, - and .");
    }
    if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
      throw malformed(url, "a port is a number from 1 to 65535");
    }
    return uri;
  }

  private static ProblemException malformed(String url, String reason) {
    return Problem.of(
            ProblemType.MALFORMED_REQUEST,
            "'%s' is no URL that can be called: %s.".formatted(Excerpt.of(url), reason))
        .asException();
  }

  /** The port that a URL leads to. */
  public static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS_PORT : HTTP_PORT;
  }

  /**
   * Resolves a host, and lets nobody call it unless all its addresses may be called.
   *
   * @param host a name, or an address in whatever form
   * @return the addresses to connect to, at most three
   * @throws ProblemException FORBIDDEN_ADDRESS
   * @throws UnknownHostException if there is no such host
   */
  List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    if (AddressLiterals.parse(host).isEmpty() && AddressLiterals.endsInNumber(host)) {
      // Systems differ in what they make of 0177.0.0.1.
      throw new UnknownHostException(host);
    }
    InetAddress[] addresses = InetAddress.getAllByName(host);
    for (InetAddress address : addresses) {
      check(host, address, port);
    }
    return Arrays.stream(addresses)
        .limit(TRIED_ADDRESSES)
        .map(address -> new InetSocketAddress(address, port))
        .toList();
  }

  private void check(String host, InetAddress address, int port) {
    if (PublicAddresses.contain(address)
        || allowed.containsHost(host, port)
        || allowed.containsAddress(address, port)) {
      return;
    }
    throw Problem.of(
            ProblemType.FORBIDDEN_ADDRESS,
            "%s leads to an address that is not public; the operator can allow it by %s."
                .formatted(Excerpt.of(host), ALLOW))
        .asException();
  }
}
