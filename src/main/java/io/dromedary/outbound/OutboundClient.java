package io.dromedary.outbound;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The one HTTP client for requests to the world. It waits 2 s for a connection and 10 s for the
 * answer, reads at most 64 KiB of it, follows at most 3 redirections, and has no cookies,
 * credentials or proxy.
 */
final class OutboundClient implements HttpClientConfigurer {
  static final int MAX_BODY = 64 * 1024;
  static final int MAX_REDIRECTS = 3;
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(10);
  static final String USER_AGENT = "Dromedary";

  private static final int MAX_HEADERS = 100;
  private static final int MAX_LINE = 16 * 1024;
  private static final int CONNECTIONS = 256;
  private static final int CONNECTIONS_PER_ROUTE = 64;
  private static final TimeValue KEEP_ALIVE = TimeValue.ofSeconds(10);

  private final ResponseLimits limits;
  private final PoolingHttpClientConnectionManager connections;

  OutboundClient(OutboundGuard guard) {
    requireNonNull(guard, "guard is null");
    this.limits = new ResponseLimits(MAX_BODY, CONNECT_TIMEOUT.plus(RESPONSE_TIMEOUT));
    Timeout answer = Timeout.of(RESPONSE_TIMEOUT);
    this.connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(new GuardedResolver(guard))
            .setTlsSocketStrategy(new LazyTls())
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxHeaderCount(MAX_HEADERS)
                            .setMaxLineLength(MAX_LINE)
                            .build())
                    .build())
            .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(answer).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(CONNECT_TIMEOUT))
                    .setSocketTimeout(answer)
                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                    .build())
            .setMaxConnTotal(CONNECTIONS)
            .setMaxConnPerRoute(CONNECTIONS_PER_ROUTE)
            .build();
  }

  PoolingHttpClientConnectionManager connections() {
    return connections;
  }

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    builder
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(Timeout.of(RESPONSE_TIMEOUT))
                .setConnectionRequestTimeout(Timeout.of(CONNECT_TIMEOUT))
                .setDefaultKeepAlive(KEEP_ALIVE.getDuration(), KEEP_ALIVE.getTimeUnit())
                .setMaxRedirects(MAX_REDIRECTS)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build())
        .setUserAgent(USER_AGENT)
        .setRedirectStrategy(new OutboundRedirects())
        // A proxy would connect to addresses that nobody has checked.
        .setRoutePlanner(new DefaultRoutePlanner(null))
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        // Inside of what follows redirections, so that it sees each response.
        .addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "limits", limits);
  }

  /** Reads the certificates with the first https request: that takes longer than all the rest. */
  private static final class LazyTls implements TlsSocketStrategy {
    private static final class Holder {
      private static final TlsSocketStrategy STRATEGY = DefaultClientTlsStrategy.createDefault();
    }

    @Override
    public SSLSocket upgrade(
        Socket socket, String target, int port, Object attachment, HttpContext context)
        throws IOException {
      return Holder.STRATEGY.upgrade(socket, target, port, attachment, context);
    }
  }
}
