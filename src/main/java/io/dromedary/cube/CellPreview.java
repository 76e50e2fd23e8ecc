package io.dromedary.cube;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.spreading.SpreadPreview;

/**
 * What an edit of a cell would do to the leaves of a cube, in the order of spreading.
 *
 * @param figures what the edit would do, summed up
 * @param leafIds the leaves' permanent numbers
 * @param before their values in units, {@link Long#MIN_VALUE} for NULL
 * @param after their values afterwards in units
 */
public record CellPreview(SpreadPreview figures, int[] leafIds, long[] before, long[] after) {
  public CellPreview {
    requireNonNull(figures, "figures is null");
  }
}
