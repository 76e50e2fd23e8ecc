package io.dromedary.start;

import static java.util.Objects.requireNonNull;

import io.dromedary.http.AsyncHttpServer;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.ShutdownStrategy;

/**
 * The program in a Camel that others start, as {@code camel run routes/*} of Camel JBang does.
 * Camel finds it by {@code camel.main.mainListenerClasses} in {@code
 * routes/application.properties}.
 */
public final class CamelJBang extends MainListenerSupport implements CamelContextAware {
  private static final String FILE = "file:";

  private CamelContext context;
  private boolean isGuest;

  /** Attaches the program, unless that has started this Camel itself. */
  @Override
  public void setCamelContext(CamelContext camelContext) {
    // Camel Main makes its listeners before the HTTP server, and before it looks for beans; no
    // other
    // call comes so early to a class that has been found by its name.
    context = requireNonNull(camelContext, "camelContext is null");
    isGuest = context.getRegistry().findSingleByType(Application.class) == null;
    if (isGuest) {
      PropertiesComponent properties = context.getPropertiesComponent();
      Application application =
          new Application(Settings.load(properties.loadProperties(), routesFolder(properties)));
      context.getRegistry().bind("application", application);
      application.attach(context);
      stopAtExit(application);
    }
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  @Override
  public void afterConfigure(BaseMainSupport main) {
    if (isGuest) {
      ShutdownStrategy stop = context.getShutdownStrategy();
      stop.setTimeout(Standalone.STOP_SECONDS);
      stop.setLogInflightExchangesOnTimeout(false);
    }
  }

  @Override
  public void afterStart(BaseMainSupport main) {
    if (isGuest) {
      Welcome.print(AsyncHttpServer.of(context).getPort());
    }
  }

  /** The folder of the first file that Camel is to run. */
  private static Optional<Path> routesFolder(PropertiesComponent properties) {
    return properties
        .resolveProperty("camel.main.routesIncludePattern")
        .map(files -> files.split(",", -1)[0])
        .filter(file -> file.startsWith(FILE))
        .map(file -> Path.of(file.substring(FILE.length())).toAbsolutePath().getParent());
  }

  /** A Camel Main that fails to start, or is to end before it has, does not stop its context. */
  private void stopAtExit(Application application) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  context.stop();
                  application.close();
                },
                "stop"));
  }
}
