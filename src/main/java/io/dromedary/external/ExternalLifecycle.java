package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import io.dromedary.http.AsyncHttpServer;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.LifecycleStrategySupport;

/** Starts and stops the threads of this package with the routes. Camel finds it as a bean. */
final class ExternalLifecycle extends LifecycleStrategySupport {
  private final ExternalSettings settings;
  private final OwnUrls urls;
  private final ExternalFetch fetch;
  private final ExternalRefreshes refreshes;
  private Runnable afterStart = () -> {};
  private Runnable stop = () -> {};

  ExternalLifecycle(
      ExternalSettings settings, OwnUrls urls, ExternalFetch fetch, ExternalRefreshes refreshes) {
    this.settings = requireNonNull(settings, "settings is null");
    this.urls = requireNonNull(urls, "urls is null");
    this.fetch = requireNonNull(fetch, "fetch is null");
    this.refreshes = requireNonNull(refreshes, "refreshes is null");
  }

  @Override
  public void onContextStarting(CamelContext context) {
    urls.use(
        () ->
            settings
                .publicUrl()
                .orElseGet(() -> "http://localhost:" + AsyncHttpServer.of(context).getPort()));
    ProducerTemplate template = context.createProducerTemplate();
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(1, task -> ExternalCalls.daemon(task, "external-clock"));
    clock.setRemoveOnCancelPolicy(true);
    clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    ExternalCalls forEdits = new ExternalCalls("external-fetch", template, settings, clock);
    ExternalCalls forRefreshes = new ExternalCalls("external-refresh", template, settings, clock);
    fetch.use(forEdits);
    refreshes.start(forRefreshes, new RefreshLog(template), settings, clock);
    afterStart = () -> clock.execute(refreshes::refreshAll);
    stop =
        () -> {
          forEdits.stop();
          forRefreshes.stop();
          clock.shutdown();
          template.stop();
        };
  }

  @Override
  public void onContextStarted(CamelContext context) {
    afterStart.run();
  }

  @Override
  public void onContextStopping(CamelContext context) {
    // Edits under way may still come to their end.
    refreshes.stop();
  }

  @Override
  public void onContextStopped(CamelContext context) {
    stop.run();
  }
}
