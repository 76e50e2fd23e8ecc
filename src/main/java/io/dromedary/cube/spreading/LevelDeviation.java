package io.dromedary.cube.spreading;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * The worst rounding of a level.
 *
 * @param level its name
 * @param units the largest distance of one of its nodes from the node's ideal share of what its
 *     parent got, in units of the measure's last digit, rounded down to a millionth; less than 1
 */
public record LevelDeviation(String level, BigDecimal units) {
  public LevelDeviation {
    requireNonNull(level, "level is null");
    requireNonNull(units, "units is null");
  }
}
