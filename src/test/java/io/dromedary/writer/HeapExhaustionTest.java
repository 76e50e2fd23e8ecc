package io.dromedary.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.cube.Catalog;
import io.dromedary.duckdb.Database;
import io.dromedary.duckdb.SqlTemplates;
import io.dromedary.edit.EditId;
import io.dromedary.edit.LogEntry;
import io.dromedary.edit.LogSection;
import io.dromedary.edit.Outcome.Status;
import io.dromedary.formula.Arity;
import io.dromedary.formula.FunctionLibrary;
import io.dromedary.sheet.SheetView;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits that take more memory than Java has: a function of formulas stands for them. */
class HeapExhaustionTest {
  @TempDir Path folder;
  private final Outbox outbox = new Outbox();

  /** How often the function still finds too little memory. */
  private int failures;

  private Database database;
  private Writer writer;

  @BeforeEach
  void open() throws SQLException {
    FunctionLibrary functions =
        FunctionLibrary.builder()
            .add(
                "HUGE",
                Arity.exactly(1),
                arguments -> {
                  if (failures-- > 0) {
                    throw new OutOfMemoryError("for a test");
                  }
                  return arguments.defined(0);
                })
            .build();
    database = Database.open(folder.resolve("workbook.duckdb"), Database.Options.defaults());
    writer =
        new Writer(
            database,
            new Catalog(List.of()),
            functions,
            new SqlTemplates(Path.of("routes/sql")),
            outbox);
    writer.load();
    writer.resumePublication(EditId.ZERO, 1_000);
  }

  @AfterEach
  void close() throws SQLException {
    writer.close();
    database.close();
  }

  private static LogEntry write(int id, String cells) {
    return new LogEntry(
        new EditId(id, 0),
        "{\"type\":\"set_formula_cells\",\"sheet\":\"s\",\"cells\":{%s}}".formatted(cells));
  }

  private void apply(LogEntry... entries) throws SQLException {
    writer.apply(new LogSection(EditId.ZERO, List.of(entries)));
  }

  private static LogEntry[] group() {
    return new LogEntry[] {
      write(1, "\"a\":\"1\""),
      write(2, "\"a\":\"2\",\"b\":\"=HUGE(a)\",\"c\":\"3\""),
      write(3, "\"d\":\"=a+1\"")
    };
  }

  private List<Status> outcomes() throws SQLException {
    assertThat(writer.hasUnpublished()).isTrue();
    return outbox.next().stream().map(RecordedEdit::status).toList();
  }

  @Test
  void anEditThatFindsTooLittleMemoryTwiceIsRejectedAndLeavesNothingBehind() throws SQLException {
    failures = 2;

    assertThatThrownBy(() -> apply(group())).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> apply(group())).isInstanceOf(SQLException.class);
    apply(group());

    assertThat(outcomes()).containsExactly(Status.APPLIED, Status.REJECTED, Status.APPLIED);
    SheetView sheet = writer.sheets().find("s").orElseThrow();
    assertThat(new String(sheet.json(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"a\":{\"value\":\"1\",\"result\":\"1\"},\"d\":{\"value\":\"=a+1\",\"result\":\"2\"}}");
  }

  @Test
  void anEditThatFoundTooLittleMemoryOnceIsAppliedWhenThereIsMore() throws SQLException {
    failures = 1;

    assertThatThrownBy(() -> apply(group())).isInstanceOf(SQLException.class);
    apply(group());

    assertThat(outcomes()).containsOnly(Status.APPLIED).hasSize(3);
    assertThat(writer.sheets().find("s").orElseThrow().cell("b").orElseThrow().result())
        .isEqualTo("2");
  }
}
