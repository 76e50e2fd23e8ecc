package io.dromedary.outbound;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Gives the client the addresses that it connects to. It is asked for every new connection, so for
 * every hop of a redirection too, and nothing is resolved a second time after it.
 */
final class GuardedResolver implements DnsResolver {
  private final OutboundGuard guard;

  GuardedResolver(OutboundGuard guard) {
    this.guard = requireNonNull(guard, "guard is null");
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    return guard.resolve(host, port);
  }

  @Override
  public InetAddress[] resolve(String host) {
    // Without a port, a rule with a port could not be kept.
    throw new UnsupportedOperationException("an address is resolved together with its port");
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
