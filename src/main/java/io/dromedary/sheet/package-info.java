/**
 * Formula sheets in memory: their cells, which of them depend on which, what follows from a change,
 * and who wants to be told of it. No I/O. The writer changes them, readers see what it has
 * published.
 */
package io.dromedary.sheet;
