package io.dromedary.start;

import static java.util.Objects.requireNonNull;

import io.dromedary.http.AsyncHttpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole program with a Camel of its own, from its settings to running routes. Closing it stops
 * the routes first, then Redis and the database.
 */
public final class Standalone implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);

  /** How long requests and edits under way may take when the program stops. */
  static final int STOP_SECONDS = 5;

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(30);

  private final Application application;
  private final Main main = new Main();

  private Standalone(Settings settings) {
    requireNonNull(settings, "settings is null");
    application = new Application(settings);
    main.addMainListener(new ContextSetup(application::attach));
    main.bind("application", application);
    configure(settings.routes());
  }

  /**
   * Starts everything; the routes run when it returns.
   *
   * @param properties settings of Camel and of the HTTP server, such as {@code camel.server.port};
   *     they win over all other sources
   * @throws Exception if something cannot be had; then all is closed again
   */
  public static Standalone start(Settings settings, Map<String, String> properties)
      throws Exception {
    Standalone standalone = new Standalone(settings.with(properties));
    try {
      properties.forEach(standalone.main::addOverrideProperty);
      standalone.main.start();
      return standalone;
    } catch (Exception e) {
      standalone.close();
      throw e;
    }
  }

  /** Starts everything and returns when the program has been asked to stop and has stopped. */
  public static void run(Settings settings) throws Exception {
    Standalone standalone = new Standalone(settings);
    CountDownLatch closed = new CountDownLatch(1);
    try {
      // Camel's own hook waits only once the routes have been started.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> await(closed), "await-close"));
      standalone.main.addMainListener(
          new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport started) {
              Welcome.print(standalone.port());
            }
          });
      standalone.main.run();
    } finally {
      standalone.close();
      closed.countDown();
    }
  }

  private static void await(CountDownLatch closed) {
    try {
      if (!closed.await(LONGEST_CLOSE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("The program ends although it is not closed yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void configure(Path routes) {
    main.setPropertyPlaceholderLocations(
        "file:" + routes.resolve("application.properties") + ";optional=true");
    main.configure()
        .withName("dromedary")
        .withRoutesIncludePattern("file:" + routes + "/*.camel.yaml")
        .withShutdownTimeout(STOP_SECONDS)
        .withShutdownLogInflightExchangesOnTimeout(false);
  }

  /** The port on which it listens. */
  public int port() {
    return AsyncHttpServer.of(camelContext()).getPort();
  }

  /** The Camel context, in whose registry the program's beans are. */
  public CamelContext camelContext() {
    return main.getCamelContext();
  }

  @Override
  public void close() {
    main.stop();
    application.close();
  }
}
