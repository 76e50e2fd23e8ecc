package io.dromedary.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class CubeCellsPropertiesTest {
  private static final List<String> LEVELS =
      List.of("supplier", "brand", "family", "name", "city", "invoice_date_month");

  private static ReadingServer server;
  private static final List<Map<String, Object>> LEAVES = new ArrayList<>();

  @BeforeContainer
  static void start() throws Exception {
    Path folder = Files.createTempDirectory("dromedary-cells");
    server = ReadingServer.start(folder, 4_000);
    server.execute("UPDATE sales SET quantity = NULL WHERE leaf_id % 17 = 0");
    for (List<Object> row :
        server.rows(
            "SELECT supplier, brand, family, name, city, strftime(invoice_date, '%Y-%m'), quantity"
                + " FROM sales JOIN product USING (product_id) JOIN customer USING (customer_id)")) {
      Map<String, Object> leaf = new LinkedHashMap<>();
      for (int index = 0; index < LEVELS.size(); index++) {
        leaf.put(LEVELS.get(index), row.get(index));
      }
      leaf.put("quantity", row.get(LEVELS.size()));
      LEAVES.add(leaf);
    }
  }

  @AfterContainer
  static void stop() throws Exception {
    server.close();
  }

  /** A condition as text and in Java. */
  record Filter(String text, Predicate<Map<String, Object>> matches) {}

  @Provide
  Arbitrary<Filter> filters() {
    Arbitrary<Filter> brand =
        Arbitraries.chars()
            .range('A', 'T')
            .map(
                letter ->
                    new Filter(
                        "brand <= 'Brand " + letter + "'",
                        leaf -> ((String) leaf.get("brand")).compareTo("Brand " + letter) <= 0));
    Arbitrary<Filter> month =
        Arbitraries.integers()
            .between(1, 12)
            .map(
                number ->
                    new Filter(
                        "invoice_date_month <> '2025-%02d'".formatted(number),
                        leaf ->
                            !leaf.get("invoice_date_month").equals("2025-%02d".formatted(number))));
    Arbitrary<Filter> quantity =
        Arbitraries.integers()
            .between(0, 100)
            .map(
                bound ->
                    new Filter(
                        "quantity > " + bound,
                        leaf ->
                            leaf.get("quantity") != null
                                && ((BigDecimal) leaf.get("quantity"))
                                        .compareTo(BigDecimal.valueOf(bound))
                                    > 0));
    Arbitrary<Filter> either =
        Combinators.combine(brand, month)
            .as(
                (left, right) ->
                    new Filter(
                        "NOT (" + left.text() + ") OR " + right.text(),
                        leaf -> !left.matches().test(leaf) || right.matches().test(leaf)));
    return Arbitraries.oneOf(
        brand, month, quantity, either, Arbitraries.just(new Filter("", leaf -> true)));
  }

  @Provide
  Arbitrary<List<String>> levels() {
    return Arbitraries.shuffle(LEVELS).map(shuffled -> shuffled.subList(0, 4));
  }

  @Property(tries = 30)
  void everyCellIsTheSumOfItsLeaves(
      @ForAll("filters") Filter filter, @ForAll("levels") List<String> levels) throws Exception {
    List<String> rows = levels.subList(0, 2);
    // The member "city" and "name" are many; one level across keeps the grid below its limit.
    List<String> columns = levels.subList(2, 3);
    String path =
        "/cubes/sales/cells?rows=%s&columns=%s&filter=%s"
            .formatted(
                String.join(",", rows),
                String.join(",", columns),
                ReadingServer.encoded(filter.text()));

    JsonNode grid = server.json(path);

    Map<List<Object>, BigDecimal> expected = expected(filter, rows, columns);
    int found = 0;
    for (JsonNode row : grid.get("data")) {
      for (int column = 0; column < grid.get("column_members").size(); column++) {
        List<Object> key = key(rows, row.get("members"), row.get("depth").asInt());
        key.addAll(
            key(
                columns,
                grid.get("column_members").get(column),
                grid.get("column_depths").get(column).asInt()));
        JsonNode cell = row.get("cells").get(column);
        if (!cell.isNull()) {
          assertThat(cell.decimalValue())
              .as(key.toString())
              .isEqualByComparingTo(expected.get(key));
          found++;
        }
      }
    }
    assertThat(found).isEqualTo(expected.size());
  }

  private static List<Object> key(List<String> levels, JsonNode members, int depth) {
    List<Object> key = new ArrayList<>(List.of(depth));
    levels.subList(0, depth).forEach(level -> key.add(members.get(level).asText()));
    return key;
  }

  private static Map<List<Object>, BigDecimal> expected(
      Filter filter, List<String> rows, List<String> columns) {
    Map<List<Object>, BigDecimal> totals = new LinkedHashMap<>();
    for (Map<String, Object> leaf : LEAVES) {
      if (leaf.get("quantity") != null && filter.matches().test(leaf)) {
        for (int rowDepth = 0; rowDepth <= rows.size(); rowDepth++) {
          for (int columnDepth = 0; columnDepth <= columns.size(); columnDepth++) {
            List<Object> key = new ArrayList<>(List.of(rowDepth));
            rows.subList(0, rowDepth).forEach(level -> key.add(leaf.get(level)));
            key.add(columnDepth);
            columns.subList(0, columnDepth).forEach(level -> key.add(leaf.get(level)));
            totals.merge(key, (BigDecimal) leaf.get("quantity"), BigDecimal::add);
          }
        }
      }
    }
    return totals;
  }
}
