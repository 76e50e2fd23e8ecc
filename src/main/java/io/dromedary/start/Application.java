package io.dromedary.start;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import io.dromedary.cube.CubeModelReader;
import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.DatabaseHealthCheck;
import io.dromedary.duckdb.ReaderDataSource;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.external.ExternalBeans;
import io.dromedary.formula.FunctionLibrary;
import io.dromedary.formula.function.Functions;
import io.dromedary.health.HealthReport;
import io.dromedary.http.HttpServerSetup;
import io.dromedary.intake.EditIntake;
import io.dromedary.intake.SheetChecks;
import io.dromedary.intake.SheetIntake;
import io.dromedary.log.LogGuard;
import io.dromedary.log.LogHealthCheck;
import io.dromedary.log.LogLag;
import io.dromedary.log.LogPosition;
import io.dromedary.log.LogReplay;
import io.dromedary.log.LogRetention;
import io.dromedary.log.TroubleLog;
import io.dromedary.log.WriterHealthCheck;
import io.dromedary.log.WriterLagHealthCheck;
import io.dromedary.log.WriterLog;
import io.dromedary.metrics.MetricsBeans;
import io.dromedary.metrics.Observed;
import io.dromedary.outbound.OutboundGuard;
import io.dromedary.outbound.OutboundSetup;
import io.dromedary.query.QueryBeans;
import io.dromedary.reload.ReloadHistory;
import io.dromedary.reload.RouteBeans;
import io.dromedary.reply.OutcomeBoard;
import io.dromedary.reply.ReplyBeans;
import io.dromedary.sample.SampleData;
import io.dromedary.sheet.CellParser;
import io.dromedary.snapshot.Restoration;
import io.dromedary.snapshot.SnapshotBeans;
import io.dromedary.tracing.TracingSetup;
import io.dromedary.web.ContractFile;
import io.dromedary.webhook.ReceiverChecks;
import io.dromedary.webhook.WebhookBeans;
import io.dromedary.webhook.WebhookStatistics;
import io.dromedary.writer.CubeReader;
import io.dromedary.writer.CubeTables;
import io.dromedary.writer.Outbox;
import io.dromedary.writer.Writer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.camel.CamelContext;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.RouteWatcherReloadStrategy;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the program is made of, in a Camel context: the data folder, Redis, the database, the
 * writer, and the beans that routes use. Thread-safe.
 */
public final class Application implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Application.class);

  /** The stream of edits. */
  public static final String REQUESTS = "request_duck";

  /** The stream of outcomes. */
  public static final String RESPONSES = "response_duck";

  private final Settings settings;
  private final Deque<AutoCloseable> resources = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Application(Settings settings) {
    this.settings = requireNonNull(settings, "settings is null");
  }

  /**
   * Opens everything and gives it to a Camel context that is about to be configured: its properties
   * can be read, and it has looked for no bean yet. All is closed again when that context has
   * stopped, or at once if something cannot be had.
   *
   * @throws RuntimeException if something cannot be had; the message says what
   */
  void attach(CamelContext context) {
    requireNonNull(context, "context is null");
    try {
      prepare(context);
      context.addLifecycleStrategy(
          new LifecycleStrategySupport() {
            @Override
            public void onContextInitializing(CamelContext initializing)
                throws VetoCamelContextStartException {
              if (closed) {
                throw new VetoCamelContextStartException("The program has been closed", context);
              }
              endReloadOfAllRoutes(initializing);
            }

            @Override
            public void onContextStopped(CamelContext stopped) {
              close();
            }
          });
    } catch (SQLException | IOException e) {
      close();
      throw new IllegalStateException(e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * {@code camel run --dev} and {@code mvn camel:dev} bring a reload that removes all routes to
   * take up one, and leaves none if that one is broken.
   */
  private static void endReloadOfAllRoutes(CamelContext context) {
    RouteWatcherReloadStrategy reload = context.hasService(RouteWatcherReloadStrategy.class);
    if (reload != null) {
      // Without a folder it watches none.
      reload.setFolder(null);
      LOG.info("Camel's own reload of routes is off: it would take all routes away for a moment");
    }
  }

  private void prepare(CamelContext context) throws SQLException, IOException {
    LOG.info("{}", settings.summary());
    DataFolder folder = DataFolder.hold(settings.data());
    resources.push(folder);
    Restoration.requireFinished(folder.path());
    // Connecting takes about as long as loading, so one goes on beside the other.
    CompletableFuture<Redis> connecting = CompletableFuture.supplyAsync(this::connectRedis);
    try {
      prepare(context, folder, connecting);
    } finally {
      // Nothing may be started any more when what is there is closed.
      connecting.handle((redis, failure) -> redis).join();
    }
  }

  private void prepare(CamelContext context, DataFolder folder, CompletableFuture<Redis> connecting)
      throws SQLException, IOException {
    Registry registry = context.getRegistry();
    Database database =
        Database.open(
            folder.path().resolve("workbook.duckdb"),
            Database.Options.defaults().withMemoryLimit(settings.memoryLimit()));
    resources.push(database);
    SqlTemplates sql = new SqlTemplates(settings.routes().resolve("sql"));
    Catalog catalog = new Catalog(CubeModelReader.readFolder(settings.routes().resolve("models")));
    Outbox outbox = new Outbox();
    FunctionLibrary functions = Functions.standard();
    Writer writer = new Writer(database, catalog, functions, sql, outbox);
    resources.push(writer);
    createTables(database, catalog);
    writer.load();
    RedissonClient redis = result(connecting).client();
    new LogReplay(redis, writer, REQUESTS, RESPONSES).run();
    LogPosition position = new LogPosition(redis, writer, RESPONSES, settings.logKeep());
    ReaderDataSource readers = new ReaderDataSource(database, settings.readers());
    resources.push(readers);

    registry.bind("redissonClient", redis);
    registry.bind("catalog", catalog);
    registry.bind("edits", readers);
    QueryBeans.of(catalog, writer.sheets(), sql, readers.behind(writer::awaitTables))
        .forEach(registry::bind);
    registry.bind("sqlTemplates", sql);
    registry.bind("writer", writer);
    registry.bind(
        "writerLog",
        new WriterLog(writer, outbox, TracingSetup.install(context, settings.values())));
    registry.bind("logPosition", position);
    TroubleLog troubles = new TroubleLog();
    registry.bind("troubleLog", troubles);
    registry.bind("writerHealthCheck", new WriterHealthCheck(troubles));
    LogLag lag = new LogLag(redis, writer, REQUESTS);
    registry.bind("writerLagHealthCheck", new WriterLagHealthCheck(lag));
    registry.bind("logGuard", new LogGuard(writer, redis, REQUESTS));
    SnapshotBeans.of(writer, settings.snapshots(), folder.path(), sql).forEach(registry::bind);
    registry.bind(
        "logRetention",
        new LogRetention(
            redis,
            List.of(REQUESTS, RESPONSES),
            settings.logKeep(),
            writer.beforeLast(settings.logKeep())));
    registry.bind("logHealthCheck", new LogHealthCheck(redis, List.of(REQUESTS, RESPONSES)));
    OutcomeBoard board = new OutcomeBoard(position.resumePublication());
    ReplyBeans.of(board, redis, REQUESTS).forEach(registry::bind);
    registry.bind("stopping", new Stopping(board));
    ReloadHistory reloads = new ReloadHistory(Clock.systemUTC());
    RouteBeans.of(settings.routes(), sql, database, writer, board, reloads, Settings::check)
        .forEach(registry::bind);
    CellParser parser = new CellParser(functions);
    OutboundGuard guard = OutboundSetup.install(context, settings.values());
    ExternalBeans.of(guard, parser, writer.sheets(), settings.values()).forEach(registry::bind);
    WebhookStatistics webhooks = new WebhookStatistics(redis);
    WebhookBeans.of(
            redis, writer.subscriptions(), folder.path(), guard, settings.values(), webhooks)
        .forEach(registry::bind);
    SheetChecks sheetChecks = new SheetChecks(parser, new ReceiverChecks(guard));
    registry.bind("editIntake", new EditIntake(catalog, sheetChecks));
    registry.bind("sheetIntake", new SheetIntake(sheetChecks));
    registry.bind("databaseHealthCheck", new DatabaseHealthCheck(database));
    registry.bind("healthReport", new HealthReport());
    registry.bind("contract", new ContractFile(settings.routes()));
    MetricsBeans.of(new Observed(writer, outbox, board, database, lag, webhooks, reloads))
        .forEach(registry::bind);
    configure(context);
  }

  private static <T> T result(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private Redis connectRedis() {
    Redis redis = Redis.connect(settings);
    resources.push(redis);
    return redis;
  }

  private void createTables(Database database, Catalog catalog) throws SQLException {
    for (CubeModel cube : catalog.cubes()) {
      CubeTables.create(database.writer(), cube);
      boolean isSample = cube.name().equals("sales") && settings.sampleRows() > 0;
      if (isSample && CubeReader.countLeaves(database.writer(), cube) == 0) {
        new SampleData(database.writer(), settings.sampleRows()).create();
      }
    }
  }

  private void configure(CamelContext context) {
    HttpServerSetup.install(context, settings.values());
    CamelProperties.of(settings.values()).addTo(context);
    PropertiesComponent properties = context.getPropertiesComponent();
    settings.values().defaults().forEach(properties::addInitialProperty);
    properties.addInitialProperty("camel.health.exposureLevel", "full");
    properties.addInitialProperty("camel.health.consumersEnabled", "true");
    properties.addInitialProperty("camel.health.producersEnabled", "true");
  }

  @Override
  public void close() {
    closed = true;
    while (!resources.isEmpty()) {
      AutoCloseable resource = resources.pop();
      try {
        resource.close();
      } catch (Exception e) {
        LOG.warn("{} could not be closed", resource.getClass().getSimpleName(), e);
      }
    }
  }
}
