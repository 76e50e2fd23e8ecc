/**
 * What happens to the leaves of a region when its total is edited: the spreading methods, the
 * rounding that keeps every level exact, and the preview of an edit. Pure computation over
 * primitive arrays, without I/O; whatever reads the leaves and writes them back may call it.
 */
package io.dromedary.cube.spreading;
