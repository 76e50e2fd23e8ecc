package io.dromedary.query;

import io.dromedary.cube.Catalog;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.Json;
import io.dromedary.sheet.SheetViews;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** The beans that the reading routes name. */
public final class QueryBeans {
  private QueryBeans() {}

  /**
   * Makes the beans, by the names under which they go into Camel's registry.
   *
   * @param readers gives connections that each see one state of the data and cannot write; it
   *     becomes the bean {@code readers}
   */
  public static Map<String, Object> of(
      Catalog catalog, SheetViews sheets, SqlTemplates sql, DataSource readers) {
    Map<String, Object> beans = new LinkedHashMap<>();
    beans.put("readers", readers);
    beans.put("jsonMapper", Json.mapper());
    beans.put("requestHeaders", new RequestHeaders());
    beans.put("versionQuery", new VersionQuery(sql));
    beans.put("tableList", new TableList(catalog, sql));
    beans.put("viewTable", new ViewTable(catalog, sql));
    beans.put("cubeList", new CubeList(catalog, sql));
    beans.put("cubeCells", new CubeCells(catalog, sql));
    beans.put("sheetReads", new SheetReads(sheets));
    beans.put("sheetList", new SheetList(sheets));
    beans.put("cellHistory", new CellHistory(sheets, sql));
    beans.put("cellsPreview", new CellsPreview(catalog, sql, readers));
    return beans;
  }
}
