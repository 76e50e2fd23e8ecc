package io.dromedary.sheet;

/**
 * What a cell has become.
 *
 * @param number the cell's number in its sheet
 * @param name as it was first written
 * @param value what was written; null for a cell that was deleted
 * @param result what it comes to, in the form that clients see; null likewise
 * @param externals what was fetched for its formula, a JSON object by URL; null without any
 * @param written whether the edit wrote this cell, rather than one that it depends on
 */
public record CellVersion(
    int number, String name, String value, String result, String externals, boolean written) {}
