package io.dromedary.webhook;

import io.dromedary.outbound.OutboundGuard;
import io.dromedary.settings.SettingGroup;
import io.dromedary.settings.SettingValues;
import io.dromedary.sheet.SubscriptionDirectory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.redisson.api.RedissonClient;

/** The beans that {@code webhooks.camel.yaml} names. */
public final class WebhookBeans {
  /** What can be set. */
  public static final SettingGroup SETTINGS = WebhookSettings.GROUP;

  private WebhookBeans() {}

  /**
   * Makes the beans, by the names under which they go into Camel's registry. They start and stop
   * with the Camel context.
   *
   * @param directory the subscriptions; it must hold all that are committed when the context starts
   * @param dataFolder where the file {@code webhook.secret} is, or will be
   * @param guard what {@link io.dromedary.outbound.OutboundSetup#install} has given
   * @param values of {@link #SETTINGS}
   * @param statistics counts what they do
   */
  public static Map<String, Object> of(
      RedissonClient client,
      SubscriptionDirectory directory,
      Path dataFolder,
      OutboundGuard guard,
      SettingValues values,
      WebhookStatistics statistics) {
    Clock clock = Clock.systemUTC();
    WebhookScripts scripts = new WebhookScripts(client);
    WebhookQueues queues = new WebhookQueues(scripts, statistics);
    WebhookRecords records = new WebhookRecords(scripts);
    WebhookDispatcher dispatcher = new WebhookDispatcher(clock);
    statistics.watch(dispatcher);
    WebhookRequest request = new WebhookRequest(guard, clock);
    WebhookKeeper keeper = new WebhookKeeper(queues, dispatcher, directory);
    Map<String, Object> beans = new LinkedHashMap<>();
    beans.put("webhookIntake", new NotificationIntake(queues, dispatcher, clock));
    beans.put("webhookRequest", request);
    beans.put("webhookVerdict", new WebhookVerdict(clock));
    beans.put("webhookApi", new WebhookApi(directory, records, dispatcher, clock));
    beans.put("webhookHealthCheck", new WebhookHealthCheck(records, dispatcher));
    beans.put(
        "webhookLifecycle",
        new WebhookLifecycle(
            queues,
            dispatcher,
            keeper,
            request,
            directory,
            WebhookSettings.of(values),
            dataFolder,
            clock));
    return beans;
  }
}
