package io.dromedary.outbound;

import static java.util.Objects.requireNonNull;

import io.dromedary.settings.Setting;
import io.dromedary.settings.SettingGroup;
import io.dromedary.settings.SettingType;
import io.dromedary.settings.SettingValues;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;

/**
 * Puts requests to the world into a Camel context: the components {@code http} and {@code https},
 * which call no address that {@link OutboundGuard} forbids.
 *
 * <p>Such a request fails with a {@link io.dromedary.edit.ProblemException} of the type
 * FORBIDDEN_ADDRESS. A URL that comes from somebody else goes into the header {@code CamelHttpUri},
 * never into the URI of an endpoint, whose query would be options of the component.
 */
public final class OutboundSetup {
  /** So much of an answer is read, in bytes; the rest is cut off. */
  public static final int MAX_BODY = OutboundClient.MAX_BODY;

  static final Setting<AllowedAddresses> ALLOW =
      Setting.optional(
          OutboundGuard.ALLOW,
          SettingType.of(AllowedAddresses.FORM, AllowedAddresses::parse),
          "none",
          "Which addresses that are not public webhooks and `EXTERNAL_REF` may call all the same.");

  /** What can be set. */
  public static final SettingGroup SETTINGS = SettingGroup.of("Calls to others", ALLOW);

  private OutboundSetup() {}

  /**
   * Binds the components; call it before Camel Main configures the context.
   *
   * @param values of {@link #SETTINGS}
   * @return what checks a URL at the edge
   */
  public static OutboundGuard install(CamelContext context, SettingValues values) {
    requireNonNull(context, "context is null");
    OutboundGuard guard = new OutboundGuard(values.find(ALLOW).orElse(AllowedAddresses.NONE));
    // Made with the first endpoint: the client's classes take their time to load.
    for (String scheme : new String[] {"http", "https"}) {
      context.getRegistry().bind(scheme, HttpComponent.class, () -> component(guard));
    }
    return guard;
  }

  private static HttpComponent component(OutboundGuard guard) {
    OutboundClient client = new OutboundClient(guard);
    HttpComponent component = new HttpComponent();
    component.setClientConnectionManager(client.connections());
    component.setHttpClientConfigurer(client);
    component.setFollowRedirects(true);
    return component;
  }
}
