package io.dromedary.outbound;

import java.util.Set;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Follows only what keeps the request as it is: 307 and 308, and for a GET any redirection. The
 * others would turn a POST into a GET without its body. Never leads from https to http.
 */
final class OutboundRedirects extends DefaultRedirectStrategy {
  private static final Set<Integer> KEEP_METHOD =
      Set.of(HttpStatus.SC_TEMPORARY_REDIRECT, HttpStatus.SC_PERMANENT_REDIRECT);

  @Override
  public boolean isRedirected(HttpRequest request, HttpResponse response, HttpContext context)
      throws ProtocolException {
    return super.isRedirected(request, response, context)
        && (KEEP_METHOD.contains(response.getCode()) || Method.GET.isSame(request.getMethod()));
  }

  @Override
  public boolean isRedirectAllowed(
      HttpHost current, HttpHost next, HttpRequest redirect, HttpContext context) {
    boolean downgrade =
        current.getSchemeName().equalsIgnoreCase("https")
            && !next.getSchemeName().equalsIgnoreCase("https");
    return !downgrade && super.isRedirectAllowed(current, next, redirect, context);
  }
}
