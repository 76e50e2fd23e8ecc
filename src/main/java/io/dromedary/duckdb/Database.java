package io.dromedary.duckdb;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One DuckDB file and the connections to it. {@link #writer()} belongs to the writer's thread;
 * {@link #duplicate()} gives readers connections of their own to the same instance.
 *
 * <p>Thread-safe, except that the connection from {@link #writer()} must stay with one thread.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /**
   * Each checkpoint leaves what was appended since the last as a group of rows of its own. DuckDB
   * would merge it with others that are not full, which writes most rows many times and takes up to
   * seconds; so that is done after as many as make a full one, in a quiet moment.
   */
  private static final int CHECKPOINTS_PER_MERGE = 8;

  /** So many groups of rows, each full, are made in such a moment. */
  private static final int MERGES = 2;

  private final Path file;
  private final Options options;
  private final List<Runnable> beforeReopen = new CopyOnWriteArrayList<>();
  private final HeldFiles held;
  private volatile DuckDBConnection connection;

  /**
   * Checkpoints since the last merge; at first enough, for short runs of the program leave some.
   */
  private int unmerged = CHECKPOINTS_PER_MERGE;

  /**
   * How the instance is configured.
   *
   * @param memoryLimit a size that DuckDB understands, such as {@code 256MB}
   * @param threads that one query may use
   * @param checkpointBytes size of the write-ahead log from which on a checkpoint is due
   */
  public record Options(String memoryLimit, int threads, long checkpointBytes) {
    /** Modest ones. */
    public static Options defaults() {
      int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
      return new Options("256MB", threads, 16L << 20);
    }

    /** The same options with another limit. */
    public Options withMemoryLimit(String limit) {
      return new Options(limit, threads, checkpointBytes);
    }
  }

  private Database(Path file, Options options) {
    this.file = file;
    this.options = options;
    this.held = new HeldFiles(file);
  }

  /**
   * Opens or creates the file and brings its schema up to date.
   *
   * @throws SQLException if the file cannot be opened, is newer than this program, or is no DuckDB
   *     database
   */
  public static Database open(Path file, Options options) throws SQLException {
    Database database =
        new Database(
            requireNonNull(file, "file is null"), requireNonNull(options, "options is null"));
    database.connect();
    NativeLibrary.deleteUnpacked();
    return database;
  }

  private void connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("memory_limit", options.memoryLimit());
    properties.setProperty("threads", Integer.toString(options.threads()));
    // Checkpoints happen between groups, when the writer says so, and never inside a commit.
    properties.setProperty("checkpoint_threshold", "1TB");
    properties.setProperty("temp_directory", file.resolveSibling("temp").toString());
    // DriverManager knows no driver that a class loader has found later, as that of Camel JBang.
    DuckDBConnection opened =
        (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:" + file, properties);
    try {
      requireNew(opened);
      new Migrations(opened).run();
      try (Statement statement = opened.createStatement()) {
        statement.execute("SET max_vacuum_tasks = 0");
        statement.execute("SET enable_external_access = false");
        statement.execute("SET allowed_configs = ['max_vacuum_tasks']");
        statement.execute("SET lock_configuration = true");
      }
    } catch (SQLException | RuntimeException e) {
      opened.close();
      throw e;
    }
    connection = opened;
    LOG.debug("Opened {}", file);
  }

  /** DuckDB gives another connection to an instance of the file that is still alive. */
  private void requireNew(Connection opened) throws SQLException {
    try (Statement statement = opened.createStatement();
        ResultSet result = statement.executeQuery("SELECT current_setting('lock_configuration')")) {
      result.next();
      if (result.getBoolean(1)) {
        throw new SQLException(
            "The failed instance of %s is still read; it is opened anew when that has ended"
                .formatted(file));
      }
    }
  }

  /** The one connection that may write. */
  public DuckDBConnection writer() {
    return connection;
  }

  /** A new connection to the same instance; the caller closes it. */
  public Connection duplicate() throws SQLException {
    return connection.duplicate();
  }

  /**
   * Closes the instance and opens the file again: the way out of an error that has invalidated the
   * whole instance. Connections made before are dead.
   */
  public void reopen() throws SQLException {
    beforeReopen.forEach(Runnable::run);
    close();
    connect();
    LOG.debug("Reopened {} after an error", file);
  }

  /** Has somebody let go of connections before the instance is opened again. */
  void onReopen(Runnable listener) {
    beforeReopen.add(listener);
  }

  /** Whether the current instance answers a real query. */
  public boolean isHealthy() {
    try (Connection reader = duplicate();
        Statement statement = reader.createStatement()) {
      return statement.executeQuery("SELECT id_ms FROM dromedary.position").next();
    } catch (SQLException e) {
      LOG.debug("The health query failed", e);
      return false;
    }
  }

  /** The size of the write-ahead log in bytes. */
  public long walBytes() {
    return bytes(file.resolveSibling(file.getFileName() + ".wal"));
  }

  /** The size of the file in bytes, without the write-ahead log. */
  public long fileBytes() {
    return bytes(file);
  }

  private static long bytes(Path path) {
    try {
      return Files.exists(path) ? Files.size(path) : 0;
    } catch (IOException e) {
      LOG.debug("The size of {} cannot be told", path, e);
      return 0;
    }
  }

  /**
   * The bytes that the program may still write to the disk of the file.
   *
   * @throws IOException if the system does not tell
   */
  public long freeBytes() throws IOException {
    return Files.getFileStore(file).getUsableSpace();
  }

  /** The size of the write-ahead log from which on it is to be written into the file. */
  public long checkpointBytes() {
    return options.checkpointBytes();
  }

  /**
   * Writes the log into the file. Readers that hold an older state make that impossible; then it is
   * left for a later call, as it is while the file is held.
   */
  public void checkpoint() {
    if (held.isHeld()) {
      return;
    }
    try {
      writeLogIntoFile();
    } catch (SQLException e) {
      LOG.debug("The checkpoint has to wait: {}", e.getMessage());
    }
  }

  /** Whether there is something to merge, and a log to be written into the file with it. */
  public boolean mergeIsDue() {
    return unmerged >= CHECKPOINTS_PER_MERGE && walBytes() > 0;
  }

  /** Does a checkpoint and merges groups of rows that are not full; that may take seconds. */
  public void merge() {
    if (held.isHeld()) {
      return;
    }
    try (Statement statement = writer().createStatement()) {
      statement.execute("SET max_vacuum_tasks = " + MERGES);
      try {
        writeLogIntoFile();
        unmerged = 0;
      } finally {
        statement.execute("SET max_vacuum_tasks = 0");
      }
    } catch (SQLException e) {
      LOG.debug("Merging has to wait: {}", e.getMessage());
    }
  }

  private void writeLogIntoFile() throws SQLException {
    long start = System.nanoTime();
    try (Statement statement = writer().createStatement()) {
      statement.execute("CHECKPOINT");
    }
    unmerged++;
    LOG.debug("Checkpoint in {} µs", (System.nanoTime() - start) / 1_000);
  }

  /**
   * Writes the log into the file and keeps the file so, for it to be copied while edits go on: what
   * is committed from now on stands in the log, until the hold is closed and a checkpoint comes.
   * Called where the writing connection may be used, while no other transaction writes.
   *
   * @throws SQLException if that cannot be done now, as while a reader sees an older state
   */
  public HeldFile hold() throws SQLException {
    writeLogIntoFile();
    return held.hold();
  }

  /**
   * The last edit in a file that nobody works on, such as a copy. It is opened for that, so it is
   * one that can be opened; nothing is written.
   *
   * @throws SQLException if it is no database, or one that is not whole
   */
  public static EditId lastEdit(Path file, SqlTemplates sql) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("duckdb.read_only", "true");
    properties.setProperty("memory_limit", "64MB");
    properties.setProperty("threads", "1");
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:" + file, properties);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql.text("last-edit"))) {
      return result.next() ? new EditId(result.getLong(1), result.getLong(2)) : EditId.ZERO;
    }
  }

  /** The version of the program's own tables in every database that it has opened. */
  public static int schemaVersion() {
    return Migrations.latest();
  }

  @Override
  public void close() throws SQLException {
    held.breakHolds();
    try {
      connection.close();
    } finally {
      held.release();
    }
  }
}
