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
import io.dromedary.http.AsyncHttpServer;
import io.dromedary.http.HttpServerSetup;
import io.dromedary.intake.EditIntake;
import io.dromedary.intake.SheetChecks;
import io.dromedary.intake.SheetIntake;
import io.dromedary.log.LogGuard;
import io.dromedary.log.LogHealthCheck;
import io.dromedary.log.LogPosition;
import io.dromedary.log.LogReplay;
import io.dromedary.log.LogRetention;
import io.dromedary.log.TroubleLog;
import io.dromedary.log.WriterHealthCheck;
import io.dromedary.log.WriterLog;
import io.dromedary.outbound.OutboundGuard;
import io.dromedary.outbound.OutboundSetup;
import io.dromedary.query.QueryBeans;
import io.dromedary.reply.OutcomeBoard;
import io.dromedary.reply.ReplyBeans;
import io.dromedary.sample.SampleData;
import io.dromedary.sheet.CellParser;
import io.dromedary.snapshot.Restoration;
import io.dromedary.snapshot.SnapshotBeans;
import io.dromedary.webhook.ReceiverChecks;
import io.dromedary.webhook.WebhookBeans;
import io.dromedary.writer.CubeTables;
import io.dromedary.writer.Outbox;
import io.dromedary.writer.Writer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole program, from its settings to running routes. Closing it stops the routes first, then
 * Redis and the database.
 */
public final class Application implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Application.class);

  /** The stream of edits. */
  public static final String REQUESTS = "request_duck";

  /** The stream of outcomes. */
  public static final String RESPONSES = "response_duck";

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(30);

  private final Settings settings;
  private final Deque<AutoCloseable> resources = new ConcurrentLinkedDeque<>();
  private final Main main = new Main();

  private Application(Settings settings) {
    this.settings = requireNonNull(settings, "settings is null");
  }

  /**
   * Starts everything; the routes run when it returns.
   *
   * @throws Exception if something cannot be had; then all is closed again
   */
  public static Application start(Settings settings) throws Exception {
    return start(settings, Map.of());
  }

  /**
   * Starts everything; the routes run when it returns.
   *
   * @param properties settings of Camel and of the HTTP server, such as {@code camel.server.port};
   *     they win over all other sources
   * @throws Exception if something cannot be had; then all is closed again
   */
  public static Application start(Settings settings, Map<String, String> properties)
      throws Exception {
    Application application = new Application(settings.with(properties));
    try {
      properties.forEach(application.main::addOverrideProperty);
      application.prepare();
      application.main.start();
      return application;
    } catch (Exception e) {
      application.close();
      throw e;
    }
  }

  /** Starts everything and returns when the program has been asked to stop and has stopped. */
  public static void run(Settings settings) throws Exception {
    Application application = new Application(settings);
    CountDownLatch closed = new CountDownLatch(1);
    try {
      application.prepare();
      // Camel's own hook only waits for the routes; the process would end before the rest is
      // closed.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> await(closed), "await-close"));
      application.main.addMainListener(
          new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport started) {
              Welcome.print(application.port());
            }
          });
      application.main.run();
    } finally {
      application.close();
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

  /** The port on which it listens. */
  public int port() {
    return AsyncHttpServer.of(camelContext()).getPort();
  }

  /** The Camel context, in whose registry the program's beans are. */
  public CamelContext camelContext() {
    return main.getCamelContext();
  }

  private void prepare() throws SQLException, IOException {
    LOG.info("{}", settings.summary());
    DataFolder folder = DataFolder.hold(settings.data());
    resources.push(folder);
    Restoration.requireFinished(folder.path());
    // Connecting takes about as long as loading, so one goes on beside the other.
    CompletableFuture<Redis> connecting = CompletableFuture.supplyAsync(this::connectRedis);
    try {
      prepare(folder, connecting);
    } finally {
      // Nothing may be started any more when what is there is closed.
      connecting.handle((redis, failure) -> redis).join();
    }
  }

  private void prepare(DataFolder folder, CompletableFuture<Redis> connecting)
      throws SQLException, IOException {
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
    createTables(database, catalog, sql);
    writer.load();
    RedissonClient redis = result(connecting).client();
    new LogReplay(redis, writer, REQUESTS, RESPONSES).run();
    LogPosition position = new LogPosition(redis, writer, RESPONSES, settings.logKeep());
    ReaderDataSource readers = new ReaderDataSource(database, settings.readers());
    resources.push(readers);

    main.bind("redissonClient", redis);
    main.bind("catalog", catalog);
    main.bind("edits", readers);
    QueryBeans.of(catalog, writer.sheets(), sql, readers.behind(writer::awaitTables))
        .forEach(main::bind);
    main.bind("sqlTemplates", sql);
    main.bind("writer", writer);
    main.bind("writerLog", new WriterLog(writer, outbox));
    main.bind("logPosition", position);
    TroubleLog troubles = new TroubleLog();
    main.bind("troubleLog", troubles);
    main.bind("writerHealthCheck", new WriterHealthCheck(troubles));
    main.bind("logGuard", new LogGuard(writer, redis, REQUESTS));
    SnapshotBeans.of(writer, settings.snapshots(), folder.path(), sql).forEach(main::bind);
    main.bind(
        "logRetention",
        new LogRetention(
            redis,
            List.of(REQUESTS, RESPONSES),
            settings.logKeep(),
            writer.beforeLast(settings.logKeep())));
    main.bind("logHealthCheck", new LogHealthCheck(redis, List.of(REQUESTS, RESPONSES)));
    OutcomeBoard board = new OutcomeBoard(position.resumePublication());
    ReplyBeans.of(board, redis, REQUESTS).forEach(main::bind);
    main.bind("stopping", new Stopping(board));
    CellParser parser = new CellParser(functions);
    OutboundGuard guard = OutboundSetup.install(main, settings.values());
    ExternalBeans.of(guard, parser, writer.sheets(), settings.values()).forEach(main::bind);
    WebhookBeans.of(redis, writer.subscriptions(), folder.path(), guard, settings.values())
        .forEach(main::bind);
    SheetChecks sheetChecks = new SheetChecks(parser, new ReceiverChecks(guard));
    main.bind("editIntake", new EditIntake(catalog, sheetChecks));
    main.bind("sheetIntake", new SheetIntake(sheetChecks));
    main.bind("databaseHealthCheck", new DatabaseHealthCheck(database));
    main.bind("healthReport", new HealthReport());
    configureCamel();
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

  private void createTables(Database database, Catalog catalog, SqlTemplates sql)
      throws SQLException {
    CubeTables tables = new CubeTables(sql);
    for (CubeModel cube : catalog.cubes()) {
      tables.create(database.writer(), cube);
      boolean isSample = cube.name().equals("sales") && settings.sampleRows() > 0;
      if (isSample && tables.countLeaves(database.writer(), cube) == 0) {
        new SampleData(database.writer(), settings.sampleRows()).create();
      }
    }
  }

  private void configureCamel() {
    HttpServerSetup.install(main, settings.values());
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeInitialize(BaseMainSupport initializing) {
            CamelProperties.of(settings.values()).addTo(initializing.getCamelContext());
          }
        });
    main.setPropertyPlaceholderLocations(
        "file:" + settings.routes().resolve("application.properties") + ";optional=true");
    main.configure()
        .withName("dromedary")
        .withRoutesIncludePattern("file:" + settings.routes() + "/*.camel.yaml")
        .withShutdownTimeout(10)
        .withShutdownLogInflightExchangesOnTimeout(false);
    settings.values().defaults().forEach(main::addInitialProperty);
    main.addInitialProperty("camel.health.exposureLevel", "full");
    main.addInitialProperty("camel.health.consumersEnabled", "true");
    main.addInitialProperty("camel.health.producersEnabled", "true");
  }

  @Override
  public void close() {
    main.stop();
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
