package io.dromedary.sheet;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.dromedary.edit.CellName;
import io.dromedary.edit.EditId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A sheet as it was after an edit, for readers. It never changes: the next state shares all cells
 * but those that have changed. Thread-safe.
 */
public final class SheetView {
  private static final int CHUNK = 512;
  private static final CellView[] EMPTY_CHUNK = new CellView[CHUNK];

  private final String name;
  private final int number;
  private final EditId version;
  private final int size;

  /** The cells by number, in parts; null where there is none. */
  private final CellView[][] chunks;

  /** The numbers by key. States share it, so it may know cells that this state does not have. */
  private final Map<String, Integer> numbers;

  /** The version as clients see it, once somebody has asked. */
  private String entityTag;

  /** The answer to a request for the whole sheet, once somebody has asked. */
  private volatile byte[] json;

  private SheetView(
      String name,
      int number,
      EditId version,
      int size,
      CellView[][] chunks,
      Map<String, Integer> numbers) {
    this.name = name;
    this.number = number;
    this.version = version;
    this.size = size;
    this.chunks = chunks;
    this.numbers = numbers;
  }

  static SheetView empty(Sheet sheet) {
    return new SheetView(
        sheet.name, sheet.number, EditId.ZERO, 0, new CellView[0][], new ConcurrentHashMap<>());
  }

  /** The state after changes. */
  SheetView with(Sheet sheet, List<Cell> changed) {
    int chunkCount = (sheet.numbers() + CHUNK - 1) / CHUNK;
    CellView[][] next = Arrays.copyOf(chunks, chunkCount);
    Arrays.fill(next, Math.min(chunks.length, chunkCount), chunkCount, EMPTY_CHUNK);
    for (Cell cell : changed) {
      if (cell.number != Cell.NO_NUMBER) {
        int chunk = cell.number / CHUNK;
        if (next[chunk] == EMPTY_CHUNK || (chunk < chunks.length && next[chunk] == chunks[chunk])) {
          next[chunk] = next[chunk].clone();
        }
        next[chunk][cell.number % CHUNK] = cell.exists() ? Trial.view(cell) : null;
        if (!cell.isIndexed) {
          numbers.put(cell.key, cell.number);
          cell.isIndexed = true;
        }
      }
    }
    return new SheetView(sheet.name, sheet.number, sheet.version, sheet.size, next, numbers);
  }

  /** The name as it was first written. */
  public String name() {
    return name;
  }

  /** The sheet's own number: sheets are counted in the order in which they were made. */
  public int number() {
    return number;
  }

  /** The last edit that changed the sheet. */
  public EditId version() {
    return version;
  }

  /** The version in quotation marks: the header {@code ETag}. */
  public String entityTag() {
    // Two readers may both make it, and then it is the same.
    String known = entityTag;
    if (known == null) {
      known = '"' + version.toString() + '"';
      entityTag = known;
    }
    return known;
  }

  /** How many cells there are. */
  public int size() {
    return size;
  }

  /** How many numbers {@link #cell(int)} knows. */
  public int numbers() {
    return chunks.length * CHUNK;
  }

  /** The cell with a number, or null. */
  public CellView cell(int number) {
    return chunks[number / CHUNK][number % CHUNK];
  }

  /** The cell with a name, in any writing. */
  public Optional<CellView> cell(String cellName) {
    Integer number = numbers.get(CellName.key(cellName));
    return number == null || number >= numbers()
        ? Optional.empty()
        : Optional.ofNullable(cell(number));
  }

  /** The number of the cell with a name, in any writing, if it ever was one. */
  public Optional<Integer> number(String cellName) {
    return Optional.ofNullable(numbers.get(CellName.key(cellName)));
  }

  /** The whole sheet as {@code {"<cell>": {"value", "result"}, …}} in UTF-8, in their order. */
  public byte[] json() {
    byte[] known = json;
    if (known == null) {
      known = render();
      json = known;
    }
    return known;
  }

  private byte[] render() {
    return json(0, numbers());
  }

  /**
   * A part of the same: all parts that follow one another from 0 to {@link #numbers} make the
   * whole.
   *
   * @param from the number of the first cell
   * @param to the number behind the last one
   */
  public byte[] json(int from, int to) {
    JsonStringEncoder encoder = JsonStringEncoder.getInstance();
    StringBuilder json = new StringBuilder();
    if (from == 0) {
      json.append('{');
    }
    boolean isFirst = !hasCells(0, from);
    for (int number = from; number < to; number++) {
      CellView cell = cell(number);
      if (cell != null) {
        json.append(isFirst ? "\"" : ",\"");
        isFirst = false;
        encoder.quoteAsString(cell.name(), json);
        json.append("\":{\"value\":\"");
        encoder.quoteAsString(cell.value(), json);
        json.append("\",\"result\":\"");
        encoder.quoteAsString(cell.result(), json);
        json.append("\"}");
      }
    }
    if (to == numbers()) {
      json.append('}');
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private boolean hasCells(int from, int to) {
    for (int number = from; number < to; number++) {
      if (cell(number) != null) {
        return true;
      }
    }
    return false;
  }
}
