package io.dromedary.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseMergeTest {
  private static final int ROWS = 1_000;

  @TempDir Path folder;
  private Database database;
  private int rounds;

  @BeforeEach
  void open() throws SQLException {
    database = Database.open(folder.resolve("data.duckdb"), Database.Options.defaults());
    run("CREATE TABLE numbers (number BIGINT)");
    database.merge();
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = database.writer().createStatement()) {
      statement.execute(sql);
    }
  }

  private long ask(String query) throws SQLException {
    try (Statement statement = database.writer().createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }

  private long parts() throws SQLException {
    return ask("SELECT count(DISTINCT row_group_id) FROM pragma_storage_info('numbers')");
  }

  private void appendAndCheckpoint() throws SQLException {
    run(
        "INSERT INTO numbers SELECT range FROM range(%d, %d)"
            .formatted(rounds * ROWS, (rounds + 1) * ROWS));
    rounds++;
    database.checkpoint();
  }

  @Test
  void checkpointLeavesWhatIsNewInAPartOfItsOwn() throws SQLException {
    for (int round = 1; round <= 5; round++) {
      appendAndCheckpoint();

      assertThat(parts()).isEqualTo(round);
      assertThat(database.mergeIsDue()).isFalse();
    }
  }

  @Test
  void mergeIsDueAfterManyCheckpointsAndMakesOnePartOfThem() throws SQLException {
    while (!database.mergeIsDue()) {
      appendAndCheckpoint();
      run("INSERT INTO numbers VALUES (-%d)".formatted(rounds));
    }
    long before = parts();

    database.merge();

    assertThat(before).isGreaterThan(5);
    assertThat(parts()).isEqualTo(1);
    assertThat(database.mergeIsDue()).isFalse();
    assertThat(ask("SELECT count(*) FROM numbers WHERE number >= 0"))
        .isEqualTo((long) rounds * ROWS);
    assertThat(ask("SELECT sum(number) FROM numbers WHERE number < 0"))
        .isEqualTo(-rounds * (rounds + 1L) / 2);
  }

  @Test
  void otherSettingsStayLocked() {
    assertThatThrownBy(() -> run("SET enable_external_access = true"))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> run("SET allowed_configs = ['threads']"))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> run("SET threads = 1")).isInstanceOf(SQLException.class);
  }
}
