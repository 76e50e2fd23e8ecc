package io.dromedary.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dromedary.edit.EditId;
import io.dromedary.edit.LogEntry;
import io.dromedary.edit.LogSection;
import io.dromedary.edit.Outcome.Status;
import io.dromedary.testing.SampleWorkbook;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups that the database refuses, or that it cannot take at all. */
class FailingGroupTest {
  private static final int ROWS = 2_000;

  /** As the migration makes it, with a limit that an edit can run into. */
  private static final String EDITS_THAT_REFUSE_LARGE_QUANTITIES =
      """
      CREATE TABLE dromedary.recorded_edits (
        id_ms BIGINT NOT NULL, id_seq BIGINT NOT NULL, key VARCHAR, table_name VARCHAR,
        request VARCHAR NOT NULL,
        effect VARCHAR NOT NULL
          CHECK (NOT starts_with(effect, 'applied') OR request NOT LIKE '%999999999%'),
        image BLOB, cells VARCHAR)
      """;

  @TempDir Path folder;
  private SampleWorkbook workbook;
  private Outbox outbox;
  private Writer writer;

  @BeforeEach
  void open() throws Exception {
    workbook =
        SampleWorkbook.open(
            folder,
            ROWS,
            "DROP TABLE dromedary.recorded_edits",
            EDITS_THAT_REFUSE_LARGE_QUANTITIES);
    outbox = workbook.outbox();
    writer = workbook.writer();
    writer.resumePublication(EditId.ZERO, 1_000);
  }

  @AfterEach
  void close() throws SQLException {
    workbook.close();
  }

  private static LogEntry edit(int id, int product, int value, String more) {
    return new LogEntry(
        new EditId(id, 0),
        """
        {"table":"sales","column":"quantity","value":%d,"condition":"product_id = %d"%s}
        """
            .formatted(value, product, more));
  }

  /** Publishes everything, as the route does. */
  private List<RecordedEdit> published() throws SQLException {
    List<RecordedEdit> published = new ArrayList<>();
    while (writer.hasUnpublished()) {
      List<RecordedEdit> next = outbox.next();
      published.addAll(next);
      outbox.published(next.get(next.size() - 1).id());
    }
    return published;
  }

  private String text(String query) throws SQLException {
    writer.awaitTables();
    return workbook.text(query);
  }

  private String totalOf(int product) throws SQLException {
    return text("SELECT sum(quantity) FROM sales WHERE product_id = " + product);
  }

  @Test
  void anEditThatTheDatabaseRefusesTakesNoOtherWithIt() throws SQLException {
    workbook.apply(List.of(edit(1, 1, 10, "")));

    workbook.apply(
        List.of(
            edit(2, 1, 20, ",\"if_match\":\"1-0\""),
            edit(3, 2, 999_999_999, ",\"key\":\"large\""),
            edit(4, 3, 30, ",\"key\":\"small\""),
            edit(5, 3, 30, ",\"key\":\"small\"")));

    assertThat(published())
        .extracting(RecordedEdit::status)
        .containsExactly(
            Status.APPLIED, Status.APPLIED, Status.REJECTED, Status.APPLIED, Status.DUPLICATE);
    assertThat(totalOf(1)).isEqualTo("20");
    assertThat(totalOf(3)).isEqualTo("30");
    assertThat(text("SELECT sum(quantity) FROM sales"))
        .isEqualTo(
            text(
                """
                SELECT sum(quantity) FROM sales_summary_by_product_family
                WHERE grouping_set_id = 2
                """));
  }

  @Test
  void aGroupThatTheDatabaseCannotTakeIsAppliedOnceWhenItIsGivenAgain() throws SQLException {
    workbook.apply(List.of(edit(1, 1, 10, ",\"key\":\"first\"")));
    List<LogEntry> group =
        List.of(edit(2, 2, 20, ",\"key\":\"second\""), edit(3, 1, 10, ",\"key\":\"first\""));
    workbook.database().writer().close();

    assertThatThrownBy(() -> workbook.apply(group)).isInstanceOf(SQLException.class);
    workbook.apply(group);

    assertThat(published())
        .extracting(RecordedEdit::id, RecordedEdit::status)
        .containsExactly(
            tuple(new EditId(1, 0), Status.APPLIED),
            tuple(new EditId(2, 0), Status.APPLIED),
            tuple(new EditId(3, 0), Status.DUPLICATE));
    assertThat(totalOf(2)).isEqualTo("20");
  }

  @Test
  void entriesThatDoNotFollowTheLastEditAreNotApplied() throws SQLException {
    workbook.apply(List.of(edit(1, 1, 10, "")));
    LogSection gap = new LogSection(new EditId(2, 0), List.of(edit(3, 3, 30, "")));

    assertThatThrownBy(() -> writer.apply(gap))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("up to 1-0", "follows 2-0");
    workbook.apply(List.of(edit(2, 2, 20, ""), edit(3, 3, 30, "")));

    assertThat(published()).extracting(edit -> edit.id().millis()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void outcomesThatWereCommittedBeforeTheDatabaseWasLostAreStillPublishedInOrder()
      throws SQLException {
    workbook.apply(List.of(edit(1, 1, 10, ""), edit(2, 2, 20, "")));
    outbox.published(new EditId(1, 0));
    workbook.database().writer().close();

    assertThatThrownBy(() -> workbook.apply(List.of(edit(3, 3, 30, ""))))
        .isInstanceOf(SQLException.class);
    workbook.apply(List.of(edit(3, 3, 30, "")));

    assertThat(published())
        .extracting(RecordedEdit::id)
        .containsExactly(new EditId(2, 0), new EditId(3, 0));
  }

  @Test
  void aStreamThatHasLostOutcomesGetsThemAgain() throws SQLException {
    List<LogEntry> entries = new ArrayList<>();
    for (int id = 1; id <= 350; id++) {
      entries.add(edit(id, 1 + id % 200, id, ""));
    }
    workbook.apply(entries);
    assertThat(published()).hasSize(350);

    EditId from = writer.resumePublication(new EditId(20, 0), 300);

    assertThat(from).isEqualTo(new EditId(50, 0));
    assertThat(outbox.reached()).isEqualTo(new EditId(20, 0));
    assertThat(published())
        .extracting(RecordedEdit::id)
        .hasSize(300)
        .isSorted()
        .endsWith(new EditId(350, 0));
  }
}
