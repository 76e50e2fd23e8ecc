package io.dromedary.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.edit.Json;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Edits of the cells of formula sheets: numbers, sums over cells with lower numbers, totals of the
 * cube, and what is refused. Every formula names its attempt in a text that counts nothing, because
 * a request for a cell has no other place for it.
 */
final class RandomCells {
  /** The field of an answer that has what a request for cells was answered with. */
  static final String ANSWERED = "answered";

  /** The cells that are totals of the cube have names with this start. */
  static final String CUBE = "cube";

  /** A formula that is a number or a sum: the cell before the sum, and the number. */
  static final Pattern SUM = Pattern.compile("=(?:(c\\d+)\\+)?(\\d+)\\+0\\*LEN\\(\"[^\"]*\"\\)");

  private static final Pattern ATTEMPT = Pattern.compile("client \\d+/\\d+");
  private static final String SET = "set_formula_cells";
  private static final String DELETE = "delete_formula_cell";
  static final List<String> SHEETS = List.of("Plan", "sheet of 2025");
  private static final int CELLS = 10;
  private static final int MOST_CELLS_AT_ONCE = 6;

  private final Random random;

  RandomCells(Random random) {
    this.random = random;
  }

  /** The next edit, as it stands in a list. */
  Attempt next(String name) {
    ObjectNode edit =
        Json.mapper()
            .createObjectNode()
            .put("sheet", SHEETS.get(random.nextInt(SHEETS.size())))
            .put("user", name);
    if (random.nextInt(12) == 0) {
      edit.put("type", DELETE).put("cell", cell(random.nextInt(CELLS)));
    } else {
      ObjectNode cells = edit.put("type", SET).putObject("cells");
      for (int count = random.nextInt(2) * random.nextInt(MOST_CELLS_AT_ONCE);
          count >= 0;
          count--) {
        put(cells, "+0*LEN(\"" + name + "\")");
      }
    }
    return new Attempt(name, edit, Optional.empty());
  }

  private void put(ObjectNode cells, String mark) {
    int number = random.nextInt(CELLS);
    String amount = random.nextInt(1_000) + mark;
    switch (random.nextInt(20)) {
      case 0 -> cells.put(CUBE, "=CUBE(\"sales\",\"net_price\")" + mark);
      case 1 ->
          cells.put(
              CUBE + " of a brand",
              "=CUBE(\"sales\",\"quantity\",\"brand\",\"Brand %c\")%s"
                  .formatted('A' + random.nextInt(20), mark));
      case 2 -> cells.put(cell(number), "=" + cell(number) + "+" + amount);
      case 3 -> cells.put(cell(number), "=nobody+" + amount);
      case 4 -> cells.put(cell(number), "=(" + amount);
      default ->
          cells.put(
              cell(number),
              number == 0 || random.nextInt(3) == 0
                  ? "=" + amount
                  : "=" + cell(random.nextInt(number)) + "+" + amount);
    }
  }

  private static String cell(int number) {
    return "c" + number;
  }

  static boolean isOfCells(Attempt attempt) {
    return attempt.edit().has("sheet") && !isDeletion(attempt);
  }

  static boolean isDeletion(Attempt attempt) {
    return attempt.edit().path("type").asText().equals(DELETE);
  }

  private static boolean isOfOne(Attempt attempt) {
    return attempt.edit().get("cells").size() == 1;
  }

  /** Where cells are written by a request of their own. */
  static String path(Attempt attempt) {
    String sheet = "/api/v1/" + attempt.edit().get("sheet").textValue();
    String path =
        isOfOne(attempt) ? sheet + "/" + attempt.edit().get("cells").fieldNames().next() : sheet;
    return path.replace(" ", "%20");
  }

  /** What that request says. */
  static String body(Attempt attempt) {
    JsonNode cells = attempt.edit().get("cells");
    return Json.write(
        isOfOne(attempt)
            ? Json.mapper().createObjectNode().set("value", cells.elements().next())
            : cells);
  }

  /** The answer to that request in the form of others. */
  static JsonNode answer(JsonNode body) {
    return body.path("status").asText().equals("accepted")
        ? body
        : Json.mapper().createObjectNode().set(ANSWERED, body);
  }

  /** Whether an answer to a request for cells is what an edit's outcome says. */
  static boolean isTrue(JsonNode answered, JsonNode outcome) {
    JsonNode cells = outcome.path("cells");
    return outcome.has("problem")
        ? answered.path("result").equals(outcome.at("/problem/result"))
        : answered.equals(cells) || (cells.size() == 1 && answered.equals(cells.elements().next()));
  }

  /** The attempt that the formulas of an edit name, or empty text. */
  static String attemptIn(JsonNode cells) {
    Matcher attempt = ATTEMPT.matcher(cells.toString());
    return attempt.find() ? attempt.group() : "";
  }
}
