package io.dromedary.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.edit.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Edits of all kinds for the sample cube. Those of {@code net_price} only ever add a known amount,
 * so that the grand total tells which of them were made; those of {@code quantity} are of any kind.
 * Some are of the cells of formula sheets.
 */
final class RandomEdits {
  private static final List<String> METHODS =
      List.of(
          "proportional", "equal", "add_equal", "add_proportional", "percent", "repeat", "clear");

  private final String client;
  private final Random random;
  private final RandomCells cells;
  private int count;

  RandomEdits(String client, Random random) {
    this.client = client;
    this.random = random;
    this.cells = new RandomCells(random);
  }

  /** The next edit, without an idempotency key. */
  Attempt next() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> increment();
      case 2 -> cells.next(name());
      default -> ofAnyKind();
    };
  }

  private String name() {
    return client + "/" + count++;
  }

  private ObjectNode edit(String table, String column, String condition) {
    return Json.mapper()
        .createObjectNode()
        .put("table", table)
        .put("column", column)
        .put("condition", condition)
        .put("user", name());
  }

  private static Attempt attempt(ObjectNode edit, Optional<BigDecimal> increment) {
    return new Attempt(edit.get("user").textValue(), edit, increment);
  }

  private Attempt increment() {
    BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(100_000), 2);
    ObjectNode edit =
        edit("sales", "net_price", region())
            .put("method", random.nextBoolean() ? "add_equal" : "add_proportional")
            .put("value", amount);
    return attempt(edit, Optional.of(amount));
  }

  private Attempt ofAnyKind() {
    int kind = random.nextInt(100);
    if (kind < 25) {
      return attempt(quantity(product()).put("value", random.nextInt(1_000)), Optional.empty());
    }
    if (kind < 75) {
      String method = METHODS.get(random.nextInt(METHODS.size()));
      ObjectNode edit = quantity(region()).put("method", method);
      if (!method.equals("clear")) {
        edit.put("value", random.nextInt(method.equals("percent") ? 10 : 100_000));
      }
      return attempt(edit, Optional.empty());
    }
    if (kind < 82) {
      return attempt(
          quantity(region()).put("value", random.nextInt(9_999)).put("expected", 50_000),
          Optional.empty());
    }
    if (kind < 88) {
      return attempt(quantity("brand = 'Brand of nobody'").put("value", 1), Optional.empty());
    }
    if (kind < 94) {
      return attempt(quantity("colour = 'red'").put("value", 1), Optional.empty());
    }
    return ofColumn();
  }

  private Attempt ofColumn() {
    return switch (random.nextInt(3)) {
      case 0 ->
          attempt(
              edit("customer", "capacity", "customer_id = 1").put("value", random.nextInt(9_999)),
              Optional.empty());
      case 1 ->
          attempt(
              edit("product", "family", product()).put("value", "Family " + random.nextInt(5)),
              Optional.empty());
      default ->
          attempt(
              edit("sales", "customer_id", product()).put("value", 1 + random.nextInt(3)),
              Optional.empty());
    };
  }

  private ObjectNode quantity(String condition) {
    return edit("sales", "quantity", condition);
  }

  private String product() {
    return "product_id = " + (1 + random.nextInt(200));
  }

  private String region() {
    String brand = "brand = 'Brand " + (char) ('A' + random.nextInt(20)) + "'";
    return switch (random.nextInt(10)) {
      case 0 -> "";
      case 1, 2 -> "invoice_date_month = '2025-%02d'".formatted(1 + random.nextInt(12));
      case 3, 4, 5 ->
          brand + " AND invoice_date_month = '2025-%02d'".formatted(1 + random.nextInt(12));
      default -> brand;
    };
  }
}
