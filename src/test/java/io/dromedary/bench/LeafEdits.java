package io.dromedary.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Edits of leaves that exist, at random. */
final class LeafEdits implements Supplier<String> {
  /** So large that an edit hardly ever finds the value there already and changes nothing. */
  private static final int MOST = 1_000_000;

  private final List<String> conditions = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);

  /** Chooses among leaves of a file that no process has open. */
  LeafEdits(Path database) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
        Statement statement = connection.createStatement();
        ResultSet leaves =
            statement.executeQuery(
                "SELECT product_id, customer_id, invoice_date FROM sales USING SAMPLE 50000")) {
      while (leaves.next()) {
        conditions.add(
            "product_id = %d AND customer_id = %d AND invoice_date = '%s'"
                .formatted(leaves.getLong(1), leaves.getLong(2), leaves.getDate(3)));
      }
    }
  }

  @Override
  public synchronized String get() {
    return "{\"table\":\"sales\",\"column\":\"quantity\",\"value\":\"%d\",\"condition\":\"%s\"}"
        .formatted(1 + random.nextInt(MOST), conditions.get(random.nextInt(conditions.size())));
  }
}
