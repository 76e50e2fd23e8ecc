package io.dromedary.cube;

import java.math.BigDecimal;

/**
 * What an edit of a cell has done to the leaves of a cube, in the order of spreading.
 *
 * @param measure the number of the measure
 * @param positions where the leaves stand in the cube's memory
 * @param leafIds the leaves' permanent numbers
 * @param before their values in units, {@link Long#MIN_VALUE} for NULL
 * @param after likewise
 * @param updates the rows of the views that changed, as they are now: the elements of a JSON array
 *     without its brackets
 */
public record CellChange(
    int measure,
    int[] positions,
    int[] leafIds,
    long[] before,
    long[] after,
    BigDecimal oldTotal,
    BigDecimal newTotal,
    String updates) {}
