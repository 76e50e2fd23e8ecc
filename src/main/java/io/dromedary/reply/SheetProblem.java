package io.dromedary.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.edit.CellName;
import io.dromedary.edit.Json;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.http.ProblemReply;
import io.dromedary.intake.SheetIntake;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.util.ObjectHelper;

/**
 * Answers a failure in the forms of {@code /api/v1}: {@code {"value", "result": "cell <id>:
 * <reason>"}} for what a sheet does not take, {@code {"error"}} for a malformed request and for
 * what is not there. Any other failure becomes a problem document.
 */
public final class SheetProblem implements Processor {
  private static final int BAD_REQUEST = 400;

  private final ProblemReply others = new ProblemReply();

  @Override
  public void process(Exchange exchange) throws Exception {
    Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    ProblemException problem = ObjectHelper.getException(ProblemException.class, failure);
    if (problem == null
        || !answer(exchange, Json.mapper().<JsonNode>valueToTree(problem.problem().toDocument()))) {
      others.process(exchange);
    }
  }

  /** Answers with a problem if it has a form of its own here. */
  static boolean answer(Exchange exchange, JsonNode problem) {
    String type = problem.path("type").asText();
    if (type.equals(ProblemType.CELL_REFUSED.path())) {
      refused(exchange, problem);
    } else if (type.equals(ProblemType.UNKNOWN_CELL.path())) {
      error(exchange, problem, problem.path("cell").asText() + ": cell not found");
    } else if (type.equals(ProblemType.UNKNOWN_SHEET.path())) {
      error(exchange, problem, problem.path("sheet").asText() + ": sheet not found");
    } else if (problem.path("status").asInt() == BAD_REQUEST) {
      error(exchange, problem, problem.path("detail").asText());
    } else {
      return false;
    }
    return true;
  }

  private static void refused(Exchange exchange, JsonNode problem) {
    if (sent(exchange).isEmpty()) {
      error(exchange, problem, problem.path("result").asText());
      return;
    }
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("value", sentFor(exchange, problem.path("cell").asText()));
    json.set("result", problem.path("result"));
    EditReply.reply(exchange.getMessage(), problem.path("status").asInt(), Json.write(json));
  }

  /** The value sent for a cell, or the only one that was sent; null if there are others. */
  private static String sentFor(Exchange exchange, String cell) {
    Map<String, String> sent = sent(exchange);
    if (sent.size() == 1) {
      return sent.values().iterator().next();
    }
    return sent.entrySet().stream()
        .filter(entry -> CellName.key(entry.getKey()).equals(CellName.key(cell)))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static void error(Exchange exchange, JsonNode problem, String text) {
    EditReply.reply(
        exchange.getMessage(), problem.path("status").asInt(), Json.write(Map.of("error", text)));
  }

  /** The values that were sent, by the names of cells. */
  static Map<String, String> sent(Exchange exchange) {
    @SuppressWarnings("unchecked")
    Map<String, String> sent = exchange.getProperty(SheetIntake.SENT, Map.of(), Map.class);
    return sent;
  }
}
