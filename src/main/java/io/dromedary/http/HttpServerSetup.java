package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import io.dromedary.settings.SettingGroup;
import io.dromedary.settings.SettingValues;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;

/**
 * Puts the HTTP edge into the context of a Camel Main.
 *
 * <p>Afterwards {@code platform-http} serves every route asynchronously: it starts on a worker
 * thread, where it may block, and gives the thread back as soon as it waits for an asynchronous
 * step. A route that never blocks may run on the event loop and save the change of thread:
 *
 * <pre>{@code
 * from:
 *   uri: platform-http:/ping
 *   parameters:
 *     platformHttpEngine: "#event-loop"
 * }</pre>
 *
 * <p>Beans: {@value #EVENT_LOOP} as above, and {@value #PROBLEM_REPLY}, a {@link ProblemReply}.
 * Settings are {@link #SETTINGS} and Camel's own {@code camel.server.*}.
 */
public final class HttpServerSetup {
  /** The engine for routes that never block. */
  public static final String EVENT_LOOP = "event-loop";

  /** The processor that turns the caught exception into the reply. */
  public static final String PROBLEM_REPLY = "problemReply";

  /** What can be set. */
  public static final SettingGroup SETTINGS = HttpSettings.GROUP;

  private HttpServerSetup() {}

  /**
   * Binds the server, its engines and {@code problemReply}; call it before Camel Main configures
   * the context.
   *
   * @param values of {@link #SETTINGS}
   */
  public static void install(CamelContext context, SettingValues values) {
    requireNonNull(context, "context is null");
    Registry registry = context.getRegistry();
    PropertiesComponent properties = context.getPropertiesComponent();
    HttpServerFactory servers = new HttpServerFactory(HttpSettings.of(values));
    registry.bind("httpServerFactory", servers);
    registry.bind(
        PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME,
        new AsyncPlatformHttpEngine(servers::server, Dispatch.WORKER));
    registry.bind(EVENT_LOOP, new AsyncPlatformHttpEngine(servers::server, Dispatch.EVENT_LOOP));
    registry.bind(PROBLEM_REPLY, new ProblemReply());
    properties.addInitialProperty("camel.server.enabled", "true");
    // A body is read as what the route expects, whatever its Content-Type says.
    properties.addInitialProperty("camel.component.platform-http.serverRequestValidation", "false");
  }
}
