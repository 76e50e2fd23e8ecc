package io.dromedary.cube;

import io.dromedary.cube.spreading.Spread;

/**
 * An edit worked out.
 *
 * @param measure the number of the measure
 * @param positions where the leaves stand in the cube's memory, in ascending order
 * @param before the values of the leaves in units, {@link Long#MIN_VALUE} for NULL
 */
record LeafPlan(int measure, int[] positions, long[] before, Spread spread) {}
