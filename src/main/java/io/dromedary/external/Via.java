package io.dromedary.external;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The way of a change: the cells that it has come through, as URLs, the first one first. It travels
 * as the header {@value #HEADER}, and a cell that finds itself there passes nothing on: so a change
 * ends in a circle of instances. What was told by two ways at once goes on with the longer one, so
 * that a way never gets shorter, and none is longer than {@value #MAX_CELLS}: so it ends even then.
 */
record Via(List<String> cells) {
  static final String HEADER = "Dromedary-Via";

  /** No cells: somebody has written. */
  static final Via NOBODY = new Via(List.of());

  private static final int MAX_CELLS = 64;

  /** Of all URLs together: others refuse headers that are too long. */
  private static final int MAX_CHARACTERS = 16 << 10;

  Via {
    cells = List.copyOf(cells);
  }

  /**
   * Reads the header.
   *
   * @param header a text, a list of them, or null
   * @return nothing if it is longer than a way may be
   */
  static Optional<Via> parse(Object header) {
    List<String> cells = new ArrayList<>();
    List<?> lines =
        header instanceof List<?> list ? list : header == null ? List.of() : List.of(header);
    for (Object line : lines) {
      Arrays.stream(line.toString().split(",", -1))
          .map(String::strip)
          .filter(Via::isUrl)
          .forEach(cells::add);
    }
    return of(cells);
  }

  /** What else may stand there is somebody's nonsense, which is not to be stored. */
  private static boolean isUrl(String text) {
    return (text.startsWith("http://") || text.startsWith("https://"))
        && text.chars().allMatch(character -> character > ' ' && character < 0x7F);
  }

  private static Optional<Via> of(List<String> cells) {
    boolean fits =
        cells.size() <= MAX_CELLS
            && cells.stream().mapToInt(String::length).sum() <= MAX_CHARACTERS;
    return fits ? Optional.of(new Via(cells)) : Optional.empty();
  }

  boolean contains(String cell) {
    return cells.contains(cell);
  }

  /** The way through one more cell; nothing if it is too long then. */
  Optional<Via> through(String cell) {
    List<String> longer = new ArrayList<>(cells);
    longer.add(cell);
    return of(longer);
  }

  /** The longer of two ways. */
  static Via longer(Via one, Via other) {
    return other.cells.size() > one.cells.size() ? other : one;
  }
}
