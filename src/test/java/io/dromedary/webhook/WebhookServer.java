package io.dromedary.webhook;

import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import io.dromedary.health.HealthReport;
import io.dromedary.http.AsyncHttpServer;
import io.dromedary.http.HttpServerSetup;
import io.dromedary.outbound.OutboundGuard;
import io.dromedary.outbound.OutboundSetup;
import io.dromedary.redis.RedisConnection;
import io.dromedary.redis.RedisSettings;
import io.dromedary.redis.streams.RedisProcess;
import io.dromedary.settings.SettingValues;
import io.dromedary.start.ContextSetup;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.redisson.api.RedissonClient;
import org.redisson.api.StreamMessageId;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.client.codec.StringCodec;

/** The routes of webhooks over a real Redis, and what their tests do to both. */
final class WebhookServer implements AutoCloseable {
  /** Stands in for the bean of the log that the error routes name. */
  public static final class NoLog {
    public void logUnavailable(Exchange exchange) {
      exchange.getMessage().setBody("there is no log here");
    }
  }

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path folder = Files.createTempDirectory("webhooks");
  private final RedisProcess redis;
  private final RedissonClient redisson;
  private final TestDirectory directory = new TestDirectory();
  private final Map<String, String> properties = new LinkedHashMap<>();
  private WebhookStatistics statistics;
  private Main main;
  private long edits;

  WebhookServer() throws Exception {
    redis = new RedisProcess(Files.createTempDirectory("webhooks-redis"));
    redisson = RedisConnection.open(RedisSettings.parse(redis.url()), Duration.ofSeconds(30));
    set("allow", "127.0.0.1");
    set("first-delay", "20");
    set("longest-delay", "100");
    set("circuit-delay", "100");
  }

  /** Sets a property {@code dromedary.webhooks.*} for the next start. */
  WebhookServer set(String name, String value) {
    properties.put("dromedary.webhooks." + name, value);
    return this;
  }

  WebhookServer start() {
    main = new Main();
    SettingValues values =
        SettingValues.of(
            List.of(HttpServerSetup.SETTINGS, OutboundSetup.SETTINGS, WebhookBeans.SETTINGS),
            properties);
    statistics = new WebhookStatistics(redisson);
    main.addMainListener(
        new ContextSetup(
            context -> {
              HttpServerSetup.install(context, values);
              OutboundGuard guard = OutboundSetup.install(context, values);
              WebhookBeans.of(redisson, directory, folder, guard, values, statistics)
                  .forEach(context.getRegistry()::bind);
            }));
    main.bind("redissonClient", redisson);
    main.bind("editIntake", new NoLog());
    main.bind("healthReport", new HealthReport());
    main.addInitialProperty("camel.server.port", "0");
    main.addInitialProperty("camel.health.exposureLevel", "full");
    main.addInitialProperty("camel.health.consumersEnabled", "true");
    main.configure()
        .withRoutesIncludePattern(
            "file:routes/errors.camel.yaml,file:routes/webhooks.camel.yaml,file:routes/health.camel.yaml")
        .withShutdownTimeout(5);
    main.start();
    return this;
  }

  void stop() {
    main.stop();
    main = null;
  }

  TestDirectory directory() {
    return directory;
  }

  /** What has been counted since the start. */
  WebhookStatistics statistics() {
    return statistics;
  }

  Path folder() {
    return folder;
  }

  RedisProcess redis() {
    return redis;
  }

  RedissonClient redisson() {
    return redisson;
  }

  /** A notification of the cell A, as the writer makes it. */
  static Map<String, Object> change(EditId webhook, String value) {
    Map<String, Object> notification = new LinkedHashMap<>();
    notification.put("webhook", webhook.toString());
    notification.put("sheet", "Sheet");
    notification.put("cell", "A");
    notification.put("value", value);
    notification.put("result", value);
    return notification;
  }

  /** Publishes an outcome with notifications, and says its id. */
  String publish(List<Map<String, Object>> notifications) {
    return publishText(Json.write(notifications));
  }

  /** The same, with whatever text. */
  String publishText(String notifications) {
    StreamMessageId id = new StreamMessageId(++edits, 0);
    redisson
        .<String, String>getStream("response_duck", StringCodec.INSTANCE)
        .add(
            id, StreamAddArgs.entries(Map.of("status", "applied", "notifications", notifications)));
    return id.toString();
  }

  /** Publishes an outcome with one change for each value. */
  List<String> publish(EditId webhook, int from, int to) {
    List<String> values = new ArrayList<>();
    for (int number = from; number <= to; number++) {
      publish(List.of(change(webhook, "" + number)));
      values.add("" + number);
    }
    return values;
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    int port = AsyncHttpServer.of(main.getCamelContext()).getPort();
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    if (main != null) {
      main.stop();
    }
    redisson.shutdown();
    redis.close();
  }
}
