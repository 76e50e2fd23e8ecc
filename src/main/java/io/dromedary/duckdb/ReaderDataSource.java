package io.dromedary.duckdb;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The readers' side of the database, for routes. Each connection that is handed out is one
 * read-only transaction until it is closed: it sees one state of the data, and it cannot write.
 */
public final class ReaderDataSource extends ConnectionSource implements AutoCloseable {
  private final HikariDataSource pool;
  private final Runnable beforeEach;

  /**
   * Makes a pool of connections to the database.
   *
   * @param size how many readers may work at the same time
   */
  public ReaderDataSource(Database database, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("readers");
    config.setDataSource(
        new ConnectionSource() {
          @Override
          public Connection getConnection() throws SQLException {
            return database.duplicate();
          }
        });
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    config.setInitializationFailTimeout(-1);
    pool = new HikariDataSource(config);
    beforeEach = () -> {};
    database.onReopen(() -> pool.getHikariPoolMXBean().softEvictConnections());
  }

  private ReaderDataSource(HikariDataSource pool, Runnable beforeEach) {
    this.pool = pool;
    this.beforeEach = beforeEach;
  }

  /**
   * The same readers, of which each waits for something before it begins.
   *
   * @param barrier returns when the reader may see the data, or throws
   */
  public ReaderDataSource behind(Runnable barrier) {
    return new ReaderDataSource(pool, barrier);
  }

  @Override
  public Connection getConnection() throws SQLException {
    beforeEach.run();
    Connection connection = pool.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION READ ONLY");
    } catch (SQLException e) {
      pool.evictConnection(connection);
      throw e;
    }
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> invoke(connection, method, arguments));
  }

  private Object invoke(Connection connection, Method method, Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "close" -> endTransaction(connection);
      case "setAutoCommit", "commit", "rollback" -> {
        // The transaction lasts as long as the connection is lent.
      }
      default -> {
        try {
          return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        }
      }
    }
    return null;
  }

  private void endTransaction(Connection connection) throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      // An instance that an error has invalidated takes its connections with it.
      pool.evictConnection(connection);
    }
    connection.close();
  }

  @Override
  public void close() {
    pool.close();
  }
}
