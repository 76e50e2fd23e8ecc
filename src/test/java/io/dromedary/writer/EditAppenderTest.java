package io.dromedary.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.duckdb.Database;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Outcome.Status;
import io.dromedary.testing.SampleWorkbook;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The appender with a table that refuses a row now and takes it in a moment. */
class EditAppenderTest {
  private static final int COMMITS = 40;

  /** As a disk that is full at times: whether a row is taken is a matter of luck. */
  private static final String EDITS_THAT_REFUSE_SOME =
      """
      CREATE OR REPLACE TABLE dromedary.recorded_edits (
        id_ms BIGINT NOT NULL, id_seq BIGINT NOT NULL, key VARCHAR, table_name VARCHAR,
        request VARCHAR NOT NULL, effect VARCHAR NOT NULL CHECK (random() < %s),
        image BLOB, cells VARCHAR)
      """;

  @TempDir Path folder;
  private Database database;
  private EditAppender appender;

  @BeforeEach
  void open() throws SQLException {
    database = Database.open(folder.resolve(SampleWorkbook.FILE), Database.Options.defaults());
    appender = new EditAppender(database);
  }

  /** Each row is taken with such luck that half of all groups are. */
  private void refuseHalfOfAllGroups(int groupSize) throws SQLException {
    try (Statement statement = database.writer().createStatement()) {
      statement.execute(EDITS_THAT_REFUSE_SOME.formatted(Math.pow(0.5, 1.0 / groupSize)));
    }
  }

  @AfterEach
  void close() throws SQLException {
    appender.close();
    database.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 300, 5_000})
  void whatHasFailedIsNotThereAfterwards(int groupSize) throws SQLException {
    refuseHalfOfAllGroups(groupSize);
    int committed = 0;
    for (int id = 1; id <= COMMITS; id++) {
      if (isCommitted(id, groupSize)) {
        committed += groupSize;
      }
    }
    appender.close();

    assertThat(committed).isBetween(1, COMMITS * groupSize - 1);
    assertThat(SampleWorkbook.text(database, "SELECT count(*) FROM dromedary.edits"))
        .isEqualTo(Integer.toString(committed));
  }

  private boolean isCommitted(int id, int groupSize) {
    List<RecordedEdit> edits =
        IntStream.range(0, groupSize).mapToObj(number -> edit(new EditId(id, number))).toList();
    try {
      appender.commit(edits);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void lineBreakThatWouldBeTakenForTheNextLineIsRefused() throws SQLException {
    RecordedEdit broken =
        RecordedEdit.unchanged(new EditId(1, 1), null, "{}", Status.REJECTED, "{\n}");

    assertThatThrownBy(() -> appender.commit(List.of(edit(new EditId(1, 0)), broken)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1-1");
    appender.close();

    assertThat(SampleWorkbook.text(database, "SELECT count(*) FROM dromedary.edits"))
        .isEqualTo("0");
  }

  private static RecordedEdit edit(EditId id) {
    return RecordedEdit.unchanged(id, null, "{}", Status.REJECTED, "{}");
  }
}
