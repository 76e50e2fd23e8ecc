package io.dromedary.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldFileTest {
  private static final int ROWS = 300_000;

  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() throws SQLException {
    database = Database.open(folder.resolve("data.duckdb"), Database.Options.defaults());
    run("CREATE TABLE numbers AS SELECT range AS number FROM range(%d)".formatted(ROWS));
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

  private static byte[] rest(HeldFile held) throws SQLException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[100_000];
    for (int read = held.read(buffer); read >= 0; read = held.read(buffer)) {
      bytes.write(buffer, 0, read);
    }
    return bytes.toByteArray();
  }

  private long sum(byte[] content) throws SQLException, IOException {
    Path copy = Files.write(folder.resolve("copy.duckdb"), content);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + copy);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT sum(number) FROM numbers")) {
      result.next();
      return result.getLong(1);
    }
  }

  @Test
  void isTheStateOfThenWhateverIsWrittenMeanwhile() throws Exception {
    try (HeldFile held = database.hold()) {
      run("UPDATE numbers SET number = 0 WHERE number % 2 = 0");
      // So much at once goes into the file itself, into parts that were free.
      run("CREATE OR REPLACE TABLE numbers AS SELECT 1 AS number FROM range(%d)".formatted(ROWS));
      run("CREATE TABLE others AS SELECT range AS number FROM range(%d)".formatted(ROWS));
      database.checkpoint();

      assertThat(sum(rest(held))).isEqualTo((ROWS - 1L) * ROWS / 2);
    }
  }

  @Test
  void checkpointsWaitForItsEnd() throws Exception {
    HeldFile held = database.hold();
    run("UPDATE numbers SET number = number + 1");

    database.checkpoint();
    assertThat(database.walBytes()).isPositive();
    held.close();
    database.checkpoint();

    assertThat(database.walBytes()).isZero();
  }

  @Test
  void isWorthNothingWhenTheDatabaseIsOpenedAgain() throws Exception {
    try (HeldFile held = database.hold()) {
      assertThat(held.read(new byte[10])).isEqualTo(10);

      database.reopen();

      assertThatThrownBy(() -> held.read(new byte[10]))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("was closed");
      run("UPDATE numbers SET number = number + 1");
      database.checkpoint();
      assertThat(database.walBytes()).isZero();
    }
  }

  @Test
  void isRefusedWhileAReaderSeesAnOlderState() throws Exception {
    try (Connection reader = database.duplicate();
        Statement statement = reader.createStatement()) {
      statement.execute("BEGIN TRANSACTION READ ONLY");
      statement.executeQuery("SELECT count(*) FROM numbers").next();
      run("UPDATE numbers SET number = number + 1");

      assertThatThrownBy(() -> database.hold()).isInstanceOf(SQLException.class);

      statement.execute("ROLLBACK");
    }
    database.hold().close();
  }

  @Test
  void otherProcessesCannotOpenTheDatabaseAfterwards() throws Exception {
    try (HeldFile held = database.hold()) {
      rest(held);
    }

    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                OtherProcess.class.getName(),
                folder.resolve("data.duckdb").toString())
            .redirectErrorStream(true)
            .start();

    assertThat(new String(other.getInputStream().readAllBytes(), UTF_8)).contains("lock");
    assertThat(other.waitFor()).isEqualTo(1);
  }

  /** Opens the file that it is given, and fails if it is locked. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) throws SQLException {
      DriverManager.getConnection("jdbc:duckdb:" + arguments[0]).close();
    }
  }
}
