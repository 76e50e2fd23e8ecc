/**
 * Cubes: what a model file declares, the members and leaves that the database holds of it, regions
 * and their totals. The leaves here belong to the writer, which alone changes them; readers ask the
 * database.
 */
package io.dromedary.cube;
