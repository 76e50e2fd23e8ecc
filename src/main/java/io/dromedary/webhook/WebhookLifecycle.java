package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import io.dromedary.sheet.SubscriptionDirectory;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.LifecycleStrategySupport;

/** Starts and stops the dispatcher together with the routes. Camel finds it as a bean. */
public final class WebhookLifecycle extends LifecycleStrategySupport {
  private final WebhookQueues queues;
  private final WebhookDispatcher dispatcher;
  private final WebhookKeeper keeper;
  private final WebhookRequest request;
  private final SubscriptionDirectory directory;
  private final WebhookSettings settings;
  private final Path dataFolder;
  private final Clock clock;

  WebhookLifecycle(
      WebhookQueues queues,
      WebhookDispatcher dispatcher,
      WebhookKeeper keeper,
      WebhookRequest request,
      SubscriptionDirectory directory,
      WebhookSettings settings,
      Path dataFolder,
      Clock clock) {
    this.queues = requireNonNull(queues, "queues is null");
    this.dispatcher = requireNonNull(dispatcher, "dispatcher is null");
    this.keeper = requireNonNull(keeper, "keeper is null");
    this.request = requireNonNull(request, "request is null");
    this.directory = requireNonNull(directory, "directory is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.dataFolder = requireNonNull(dataFolder, "dataFolder is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @Override
  public void onContextStarting(CamelContext context) {
    request.useSecret(settings.secret().orElseGet(() -> WebhookSecret.ofFolder(dataFolder)));
    ProducerTemplate template = context.createProducerTemplate();
    dispatcher.start(settings, new WebhookWorker(queues, directory, template, settings, clock));
  }

  @Override
  public void onContextStarted(CamelContext context) {
    // Not earlier: the route of deliveries must be there.
    keeper.start();
  }

  @Override
  public void onContextStopping(CamelContext context) {
    keeper.stop();
    dispatcher.stop();
  }
}
