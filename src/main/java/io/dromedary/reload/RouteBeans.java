package io.dromedary.reload;

import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.reply.OutcomeBoard;
import io.dromedary.writer.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The beans that watch the routes folder and tell of it. */
public final class RouteBeans {
  private RouteBeans() {}

  /**
   * Makes the beans, by the names under which they go into Camel's registry. They start and stop
   * with the Camel context.
   *
   * @param folder the routes folder
   * @param history takes what becomes of edits of the folder
   * @param settings throws an {@link IllegalArgumentException} for settings that cannot be used
   */
  public static Map<String, Object> of(
      Path folder,
      SqlTemplates sql,
      Database database,
      Writer writer,
      OutcomeBoard board,
      ReloadHistory history,
      Consumer<Map<String, String>> settings) {
    Map<String, Object> beans = new LinkedHashMap<>();
    beans.put("direct", new ReplaceableDirectComponent());
    RouteFigures figures = new RouteFigures();
    beans.put("routeFigures", figures);
    beans.put("routesReport", new RoutesReport(folder, history, figures));
    beans.put("reloadHistory", history);
    beans.put("routesHealthCheck", new RoutesHealthCheck(history));
    beans.put(
        "routesReload", new RoutesReload(folder, sql, database, writer, board, settings, history));
    return beans;
  }
}
