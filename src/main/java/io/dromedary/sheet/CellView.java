package io.dromedary.sheet;

/**
 * A cell as readers see it.
 *
 * @param name as it was first written
 * @param value what was written
 * @param result what it comes to
 */
public record CellView(String name, String value, String result) {}
