package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.duckdb.Database;
import io.dromedary.edit.EditId;
import java.sql.SQLException;

/** Tells failures of the database, after which edits wait, from those of an edit. */
final class FailureTriage {
  private final Database database;

  /** The edit that was last found to take more memory than there is. */
  private EditId tooLarge = EditId.ZERO;

  FailureTriage(Database database) {
    this.database = requireNonNull(database, "database is null");
  }

  /**
   * Lets a failure of an edit pass.
   *
   * @throws SQLException if the fault lies with the disk or the instance, or memory may be half
   *     changed
   */
  void requireDatabase(Exception failure) throws SQLException {
    if (failure instanceof TablesBehindException behind) {
      throw behind;
    }
    if (failure instanceof HeapExhaustedException) {
      throw new SQLException(
          failure.getMessage() + ". What is in memory is read again from the database", failure);
    }
    String message = String.valueOf(failure.getMessage());
    boolean cannotCommit = message.contains("Failed to commit") && !message.contains("onstraint");
    if (cannotCommit
        || message.contains("IO Error")
        || message.contains("FATAL")
        || !database.isHealthy()) {
      throw new SQLException(
          "The database takes no edits; they are safe in the log and wait. " + message, failure);
    }
  }

  /**
   * Lets any failure pass but the first for want of memory, because others may have taken that.
   *
   * @throws SQLException if the edit is to be tried again with the database opened anew
   */
  void requireMemory(Exception failure, EditId id) throws SQLException {
    boolean outOfMemory = String.valueOf(failure.getMessage()).contains("Out of Memory");
    if (outOfMemory && !id.equals(tooLarge)) {
      tooLarge = id;
      throw new SQLException(
          "The edit %s found too little memory and is tried again".formatted(id), failure);
    }
  }
}
