package io.dromedary.cube;

import io.dromedary.edit.Column;
import io.dromedary.edit.ColumnType;

/**
 * A measure: a {@code DECIMAL(18, scale)} column of the leaf table, totalled by SUM.
 *
 * @param scale digits after the decimal point, 0 to 18
 */
public record MeasureModel(String name, int scale) {
  public Column column() {
    return new Column(name, ColumnType.decimal(scale));
  }
}
