package io.dromedary.testing;

import io.dromedary.start.Application;
import io.dromedary.start.Settings;
import io.dromedary.start.Standalone;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** The whole program with sample data, on a free port and in a folder of its own. */
public final class RunningApplication implements AutoCloseable {
  private static final int SAMPLE_ROWS = 6_000;
  private static final int BRANDS_GIVEN_AWAY_WHOLE = 8;
  private static final int FIRST_PRODUCT_GIVEN_AWAY = BRANDS_GIVEN_AWAY_WHOLE * 10 + 1;
  private static final int PRODUCTS_GIVEN_AWAY = 199;

  /** A product whose figures every test may overwrite, and none may count on. */
  public static final int COMMON_PRODUCT = 200;

  private final Path data;
  private final Settings settings;
  private final Map<String, String> properties;
  private final AtomicInteger brands = new AtomicInteger();
  private final AtomicInteger products = new AtomicInteger(FIRST_PRODUCT_GIVEN_AWAY);
  private Standalone application;
  private HttpApi http;

  private RunningApplication(Path data, Settings settings, Map<String, String> properties) {
    this.data = data;
    this.settings = settings;
    this.properties = properties;
  }

  /** Starts with an embedded Redis. */
  public static RunningApplication start() {
    return start(Optional.empty(), Map.of());
  }

  /**
   * Starts.
   *
   * @param redisUrl a Redis to use instead of an embedded one
   * @param properties such as {@code dromedary.http.max-body}
   */
  public static RunningApplication start(
      Optional<String> redisUrl, Map<String, String> properties) {
    return start(Path.of("routes").toAbsolutePath(), redisUrl, properties);
  }

  /** Starts with another routes folder. */
  public static RunningApplication start(Path routes) {
    return start(routes, Optional.empty(), Map.of());
  }

  private static RunningApplication start(
      Path routes, Optional<String> redisUrl, Map<String, String> properties) {
    try {
      Path data = Files.createTempDirectory("dromedary");
      Map<String, String> texts = new HashMap<>();
      texts.put("dromedary.routes", routes.toString());
      texts.put("dromedary.data", data.toString());
      texts.put("dromedary.sample.rows", Integer.toString(SAMPLE_ROWS));
      redisUrl.ifPresent(url -> texts.put("redis.url", url));
      Settings settings = Settings.of(texts);
      RunningApplication running = new RunningApplication(data, settings, properties);
      running.open();
      return running;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void open() {
    Map<String, String> all = new HashMap<>(Map.of("camel.server.port", "0"));
    all.putAll(properties);
    try {
      application = Standalone.start(settings, all);
      http = new HttpApi(application.port());
    } catch (Exception e) {
      throw new IllegalStateException("The program does not start", e);
    }
  }

  /** Stops the program and starts it again with the same data. */
  public void restart() {
    application.close();
    open();
  }

  public HttpApi http() {
    return http;
  }

  /** A brand of ten products that no other test touches. */
  public String anotherBrand() {
    int brand = brands.getAndIncrement();
    if (brand >= BRANDS_GIVEN_AWAY_WHOLE) {
      throw new IllegalStateException(
          "All brands are given away; take products where that will do");
    }
    return "Brand " + (char) ('A' + brand);
  }

  /** A product of about thirty leaves that no other test touches. */
  public int anotherProduct() {
    int product = products.getAndIncrement();
    if (product > PRODUCTS_GIVEN_AWAY) {
      throw new IllegalStateException("All products are given away");
    }
    return product;
  }

  /** The rows of a query, which sees all edits that have been answered. */
  public List<List<Object>> rows(String query, Object... parameters) {
    DataSource readers =
        application.camelContext().getRegistry().lookupByNameAndType("readers", DataSource.class);
    try (Connection connection = readers.getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      for (int index = 0; index < parameters.length; index++) {
        statement.setObject(index + 1, parameters[index]);
      }
      List<List<Object>> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<Object> row = new ArrayList<>();
          for (int column = 1; column <= columns; column++) {
            row.add(result.getObject(column));
          }
          rows.add(row);
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The only value of a query. */
  public Object value(String query, Object... parameters) {
    return rows(query, parameters).get(0).get(0);
  }

  /** The only value of a query, a decimal. */
  public BigDecimal decimal(String query, Object... parameters) {
    return new BigDecimal(value(query, parameters).toString());
  }

  /** A fingerprint of all that users can see of the data. */
  public String dataHash() {
    return Stream.of("product", "customer", "sales", "sales_summary_by_product_family")
        .map(
            table -> value("SELECT bit_xor(hash(t)) || '/' || count(*) FROM %s t".formatted(table)))
        .toList()
        .toString();
  }

  /** The number of entries in the log, which is trimmed beyond 50,000. */
  public long logLength() {
    return redis().getStream(Application.REQUESTS, StringCodec.INSTANCE).size();
  }

  public RedissonClient redis() {
    return application
        .camelContext()
        .getRegistry()
        .lookupByNameAndType("redissonClient", RedissonClient.class);
  }

  public Standalone application() {
    return application;
  }

  @Override
  public void close() {
    application.close();
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted((one, other) -> other.compareTo(one)).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
