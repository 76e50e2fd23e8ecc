package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.http.AsyncHttpServer;
import io.dromedary.reply.OutcomeBoard;
import io.dromedary.writer.Writer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the routes folder as long as the routes run. Camel finds it as a bean.
 *
 * <p>The folder is looked at four times a second, and a file is taken once it has not changed from
 * one look to the next: a save takes effect after about half a second.
 */
final class RoutesReload extends LifecycleStrategySupport {
  private static final Logger LOG = LoggerFactory.getLogger(RoutesReload.class);
  private static final long PERIOD_MILLIS = 250;

  private final Path folder;
  private final SqlTemplates sql;
  private final Database database;
  private final Writer writer;
  private final OutcomeBoard board;
  private final Consumer<Map<String, String>> settings;
  private final ReloadHistory history;
  private FolderReload reload;
  private ScheduledExecutorService thread;
  private Future<?> looking;

  RoutesReload(
      Path folder,
      SqlTemplates sql,
      Database database,
      Writer writer,
      OutcomeBoard board,
      Consumer<Map<String, String>> settings,
      ReloadHistory history) {
    this.folder = requireNonNull(folder, "folder is null");
    this.sql = requireNonNull(sql, "sql is null");
    this.database = requireNonNull(database, "database is null");
    this.writer = requireNonNull(writer, "writer is null");
    this.board = requireNonNull(board, "board is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.history = requireNonNull(history, "history is null");
  }

  @Override
  public void onContextStarting(CamelContext context) {
    try {
      FolderEdits edits = FolderEdits.since(folder);
      reload = new FolderReload(edits, kinds(context, edits.texts()), history);
    } catch (IOException e) {
      LOG.error("The routes folder cannot be read, so its edits take no effect: {}", e.toString());
    }
  }

  private List<EditableFiles> kinds(CamelContext context, Map<String, String> texts) {
    String location = "file:" + folder + "/";
    RouteFiles files =
        new RouteFiles(
            context,
            new RouteFileLoader(context, location),
            new RouteSwap(context, board::releaseUpdateWaits));
    files.startedWith(routeFiles(texts));
    RouteEdits routes =
        new RouteEdits(files, exchange -> AsyncHttpServer.of(context).whileHolding(exchange));
    return List.of(
        new PropertyEdits(context, texts.getOrDefault(PropertyEdits.FILE, ""), settings, routes),
        new ModelEdits(writer, texts),
        new SqlEdits(sql, database),
        routes);
  }

  private static Map<String, RouteFile> routeFiles(Map<String, String> texts) {
    Map<String, RouteFile> files = new TreeMap<>();
    texts.forEach(
        (name, text) -> {
          if (RouteEdits.isRouteFile(name)) {
            try {
              files.put(name, RouteFile.read(name, text));
            } catch (RefusedEditException e) {
              LOG.warn("{} runs, but its edits take effect with the next start only: {}", name, e);
            }
          }
        });
    return files;
  }

  @Override
  public void onContextStarted(CamelContext context) {
    if (reload != null) {
      thread =
          context
              .getExecutorServiceManager()
              .newSingleThreadScheduledExecutor(this, "routes-reload");
      looking =
          thread.scheduleWithFixedDelay(
              reload, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void onContextStopping(CamelContext context) {
    if (thread != null) {
      looking.cancel(false);
      context.getExecutorServiceManager().shutdownGraceful(thread);
    }
  }
}
