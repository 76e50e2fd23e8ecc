package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

/** A file of the routes folder cannot be used as it is. The message says what is wrong with it. */
final class RefusedEditException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;

  /**
   * Refuses a file.
   *
   * @param file its path below the routes folder
   * @param line from 1, or 0 if no line is to blame
   */
  RefusedEditException(String file, int line, String message, Throwable cause) {
    super(requireNonNull(message, "message is null"), cause);
    this.file = requireNonNull(file, "file is null");
    this.line = line;
  }

  RefusedEditException(String file, int line, String message) {
    this(file, line, message, null);
  }

  String file() {
    return file;
  }

  int line() {
    return line;
  }
}
