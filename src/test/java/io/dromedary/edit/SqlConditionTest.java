package io.dromedary.edit;

import static io.dromedary.edit.SampleConditions.COLUMNS;
import static io.dromedary.edit.SampleConditions.parse;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

class SqlConditionTest {
  private Connection connection;

  @BeforeProperty
  void createTable() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE leaves (id INTEGER, brand VARCHAR, quantity BIGINT,"
              + " net_price DECIMAL(18, 2), invoice_date DATE, \"Is \"\"active\"\"\" BOOLEAN,"
              + " \"between\" VARCHAR, small INTEGER)");
    }
  }

  @AfterProperty
  void close() throws SQLException {
    connection.close();
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void duckdbAndMemoryAgreeOnEveryRow(
      @ForAll("conditions") Condition condition, @ForAll("rows") List<Map<Column, Object>> rows)
      throws SQLException {
    insert(rows);
    SqlCondition sql = SqlCondition.render(condition, SqlConditionTest::quoted);

    assertThat(truths(sql))
        .isEqualTo(rows.stream().map(row -> condition.evaluate(row::get)).toList());
    assertThat(selected(sql))
        .isEqualTo(
            IntStream.range(0, rows.size())
                .filter(id -> condition.matches(rows.get(id)::get))
                .boxed()
                .toList());
  }

  @Example
  void aNumberBeyondTheRangeOfTheSqlTypeStillCompares() throws SQLException {
    Column small = new Column("small", ColumnType.INTEGER);
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO leaves (id, small, net_price) VALUES (0, 7, 0.01)");
    }
    Condition condition =
        Condition.and(
            ConditionParser.parse(
                "small < 3000000000 AND small NOT IN (-3000000000, 3000000000)",
                Columns.of(List.of(small))),
            parse("net_price < 999999999999999999 AND net_price > 0.000000000000000001"),
            parse("net_price IN (0.01, 999999999999999999, 0.000000000000000001)"));

    assertThat(selected(SqlCondition.render(condition, SqlConditionTest::quoted)))
        .containsExactly(0);
  }

  @Example
  void theLargestConditionsAreExecuted() throws SQLException {
    insert(List.of(Map.of(COLUMNS.require("quantity"), 7L)));
    String list = String.join(",", IntStream.range(0, 10_000).mapToObj(Integer::toString).toList());
    String levels = "NOT (".repeat(50) + "quantity IN (" + list + ")" + ")".repeat(50);

    assertThat(selected(SqlCondition.render(parse(levels), SqlConditionTest::quoted)))
        .containsExactly(0);
  }

  @Example
  void everythingIsTrue() {
    assertThat(SqlCondition.render(Condition.everything(), SqlConditionTest::quoted))
        .isEqualTo(new SqlCondition("TRUE", List.of()));
  }

  @Example
  void valuesBecomeParametersInOrder() {
    Condition condition =
        parse("brand IN ('b', 'a') AND NOT (quantity = 1 OR quantity BETWEEN 2 AND 3)");

    assertThat(SqlCondition.render(condition, column -> "t." + column.name()))
        .isEqualTo(
            new SqlCondition(
                "t.brand IN (?, ?) AND NOT (t.quantity = ? OR t.quantity BETWEEN ? AND ?)",
                List.of("a", "b", 1L, 2L, 3L)));
  }

  @Provide
  Arbitrary<Condition> conditions() {
    return SampleConditions.conditions();
  }

  @Provide
  Arbitrary<List<Map<Column, Object>>> rows() {
    Arbitrary<Map<Column, Object>> row = Arbitraries.just(Map.of());
    for (Column column : COLUMNS.list()) {
      Arbitrary<Object> value = SampleConditions.values(column).map(SqlConditionTest::storable);
      row = row.flatMap(shorter -> value.injectNull(0.2).map(more -> with(shorter, column, more)));
    }
    return row.list().ofMinSize(1).ofMaxSize(8);
  }

  private static Map<Column, Object> with(Map<Column, Object> row, Column column, Object value) {
    Map<Column, Object> more = new HashMap<>(row);
    more.put(column, value);
    return more;
  }

  /** What a DECIMAL(18, 2) can hold. */
  private static Object storable(Object value) {
    return value instanceof BigDecimal number
        ? number.remainder(BigDecimal.TEN.pow(16)).setScale(2, RoundingMode.DOWN)
        : value;
  }

  private void insert(List<Map<Column, Object>> rows) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM leaves");
    }
    List<Column> columns = COLUMNS.list();
    String names = String.join(", ", columns.stream().map(SqlConditionTest::quoted).toList());
    String row = "(?" + ", ?".repeat(columns.size()) + ")";
    String sql =
        "INSERT INTO leaves (id, "
            + names
            + ") VALUES "
            + row
            + (", " + row).repeat(rows.size() - 1);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int parameter = 1;
      for (int id = 0; id < rows.size(); id++) {
        statement.setInt(parameter++, id);
        for (Column column : columns) {
          statement.setObject(parameter++, rows.get(id).get(column));
        }
      }
      statement.executeUpdate();
    }
  }

  private List<Truth> truths(SqlCondition condition) throws SQLException {
    List<Truth> truths = new ArrayList<>();
    for (Object truth :
        query("SELECT " + condition.sql() + " FROM leaves ORDER BY id", condition.parameters())) {
      truths.add(truth == null ? Truth.UNKNOWN : Truth.of((Boolean) truth));
    }
    return truths;
  }

  private List<Object> selected(SqlCondition condition) throws SQLException {
    return query(
        "SELECT id FROM leaves WHERE " + condition.sql() + " ORDER BY id", condition.parameters());
  }

  private List<Object> query(String sql, List<Object> parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int index = 0; index < parameters.size(); index++) {
        statement.setObject(index + 1, parameters.get(index));
      }
      List<Object> values = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          values.add(result.getObject(1));
        }
      }
      return values;
    }
  }

  private static String quoted(Column column) {
    return '"' + column.name().replace("\"", "\"\"") + '"';
  }
}
