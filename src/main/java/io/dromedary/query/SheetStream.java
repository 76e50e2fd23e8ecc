package io.dromedary.query;

import static java.util.Objects.requireNonNull;

import io.dromedary.sheet.SheetView;
import java.io.InputStream;

/**
 * The JSON of a large sheet, made while it is sent, so that a reader takes little memory. The sheet
 * is one state however long that takes. Not thread-safe.
 */
final class SheetStream extends InputStream {
  /** A sheet of more cells is streamed; the JSON of others is kept with them. */
  static final int MANY_CELLS = 10_000;

  private static final int CELLS_AT_ONCE = 1_000;

  private final SheetView sheet;
  private int next;
  private byte[] part = {};
  private int position;

  SheetStream(SheetView sheet) {
    this.sheet = requireNonNull(sheet, "sheet is null");
  }

  @Override
  public int read() {
    return fill() ? part[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, part.length - position);
    System.arraycopy(part, position, bytes, offset, count);
    position += count;
    return count;
  }

  /** Makes the next part when the last one is read; false at the end. */
  private boolean fill() {
    while (position == part.length) {
      if (next >= sheet.numbers()) {
        return false;
      }
      int end = Math.min(next + CELLS_AT_ONCE, sheet.numbers());
      part = sheet.json(next, end);
      position = 0;
      next = end;
    }
    return true;
  }
}
