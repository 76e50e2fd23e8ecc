package io.dromedary.sample;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import net.datafaker.Faker;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the tables of the sample cube: 200 products, each sold to most customers in most of 12
 * months. The same size gives the same data, always. More rows mean more customers.
 */
public final class SampleData {
  /** The largest size. */
  public static final int MAX_ROWS = 10_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(SampleData.class);
  private static final long SEED = 20_250_101L;
  private static final int SUPPLIERS = 8;
  private static final int BRANDS = 20;
  private static final int FAMILIES_PER_BRAND = 3;
  private static final int PRODUCTS = 200;
  private static final int MONTHS = 12;
  private static final int YEAR = 2025;

  /** So many of the combinations of product, customer and month are sold. */
  private static final double DENSITY = 5.0 / 6;

  private static final int PROGRESS_ROWS = 1_000_000;

  private final DuckDBConnection connection;
  private final int customers;
  private final Faker faker = new Faker(Locale.CANADA, new Random(SEED));
  private final SplittableRandom random = new SplittableRandom(SEED);

  /**
   * Prepares to fill the tables.
   *
   * @param rows about how many leaves, 1 to {@link #MAX_ROWS}
   */
  public SampleData(DuckDBConnection connection, int rows) {
    this.connection = requireNonNull(connection, "connection is null");
    if (rows < 1 || rows > MAX_ROWS) {
      throw new IllegalArgumentException(
          "dromedary.sample.rows is %d; it must be 1 to %d".formatted(rows, MAX_ROWS));
    }
    this.customers = (int) Math.max(1, Math.round(rows / (PRODUCTS * MONTHS * DENSITY)));
  }

  private record Customer(int id, String province, String city) {}

  /** Creates all rows in one transaction. */
  public void create() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION");
      List<BigDecimal> prices = createProducts();
      List<Customer> sorted = createCustomers();
      int rows = createSales(prices, sorted);
      statement.execute("COMMIT");
      LOG.info(
          "Created the sample data: {} products, {} customers, {} sales",
          PRODUCTS,
          customers,
          rows);
    }
  }

  /** Products are numbered along supplier, brand and family, so that leaves are stored in order. */
  private List<BigDecimal> createProducts() throws SQLException {
    List<String> suppliers = distinctNames(SUPPLIERS, () -> faker.company().name());
    List<String> departments = distinctNames(12, () -> faker.commerce().department());
    List<BigDecimal> prices = new ArrayList<>();
    try (DuckDBAppender appender = connection.createAppender("product")) {
      for (int product = 1; product <= PRODUCTS; product++) {
        int brand = (product - 1) * BRANDS / PRODUCTS;
        int family = (product - 1) * BRANDS * FAMILIES_PER_BRAND / PRODUCTS;
        int inBrand = family - brand * FAMILIES_PER_BRAND;
        appender.beginRow();
        appender.append((long) product);
        appender.append(faker.commerce().productName());
        appender.append(suppliers.get(brand * SUPPLIERS / BRANDS));
        appender.append("Brand " + (char) ('A' + brand));
        appender.append(departments.get((brand + inBrand * 4) % departments.size()));
        appender.endRow();
        prices.add(BigDecimal.valueOf(99 + random.nextInt(20_000), 2));
      }
    }
    return prices;
  }

  private static List<String> distinctNames(int count, Supplier<String> generator) {
    List<String> names = new ArrayList<>();
    while (names.size() < count) {
      String name = generator.get();
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    names.sort(Comparator.naturalOrder());
    return names;
  }

  private List<Customer> createCustomers() throws SQLException {
    List<String> chains = distinctNames(8, () -> faker.company().name());
    List<String> types = List.of("Convenience", "Department store", "Online", "Supermarket");
    List<Customer> created = new ArrayList<>();
    try (DuckDBAppender appender = connection.createAppender("customer")) {
      for (int customer = 1; customer <= customers; customer++) {
        Customer row = new Customer(customer, faker.address().state(), faker.address().cityName());
        appender.beginRow();
        appender.append((long) row.id());
        appender.append(types.get(random.nextInt(types.size())));
        appender.append(100L * (1 + random.nextInt(50)));
        appender.append(chains.get(random.nextInt(chains.size())));
        appender.append(row.city());
        appender.append(row.province());
        appender.append(faker.address().postcode());
        appender.endRow();
        created.add(row);
      }
    }
    created.sort(
        Comparator.comparing(Customer::province)
            .thenComparing(Customer::city)
            .thenComparing(Customer::id));
    return created;
  }

  private int createSales(List<BigDecimal> prices, List<Customer> sorted) throws SQLException {
    int leaf = 0;
    try (DuckDBAppender appender = connection.createAppender("main", "sales")) {
      for (int product = 1; product <= PRODUCTS; product++) {
        for (Customer customer : sorted) {
          for (int month = 1; month <= MONTHS; month++) {
            if (random.nextDouble() < DENSITY) {
              long quantity = 1L + random.nextInt(100);
              appender.beginRow();
              appender.append(leaf++);
              appender.append((long) product);
              appender.append((long) customer.id());
              appender.append(LocalDate.of(YEAR, month, 1 + random.nextInt(28)));
              appender.append(BigDecimal.valueOf(quantity));
              appender.append(prices.get(product - 1).multiply(BigDecimal.valueOf(quantity)));
              appender.endRow();
              if (leaf % PROGRESS_ROWS == 0) {
                LOG.info("Creating the sample data: {} million rows", leaf / PROGRESS_ROWS);
              }
            }
          }
        }
      }
    }
    return leaf;
  }
}
