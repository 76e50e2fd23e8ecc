package io.dromedary.writer;

import io.dromedary.edit.EditId;
import java.sql.SQLException;

/**
 * An edit needs tables that hold all edits before it, and they cannot follow. That says nothing
 * about the edit: it is to be given again.
 */
final class TablesBehindException extends SQLException {
  private static final long serialVersionUID = 1L;

  TablesBehindException(EditId id, Throwable cause) {
    super("The tables do not hold what was committed before edit " + id, cause);
  }
}
