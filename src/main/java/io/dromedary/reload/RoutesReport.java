package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.edit.Json;
import io.dromedary.http.QueryParameters;
import io.dromedary.reload.ReloadHistory.Reload;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.URISupport;

/**
 * Answers {@code GET /admin/routes}: each route with its file and what it has done, the files that
 * are not used as they are, and what has become of the latest edits of the folder.
 */
public final class RoutesReport {
  private final Path folder;
  private final ReloadHistory history;
  private final RouteFigures figures;

  RoutesReport(Path folder, ReloadHistory history, RouteFigures figures) {
    this.folder = requireNonNull(folder, "folder is null");
    this.history = requireNonNull(history, "history is null");
    this.figures = requireNonNull(figures, "figures is null");
  }

  /**
   * Leaves the answer in the message.
   *
   * @param rawQuery the query string, which must be empty
   */
  public void answer(@Header(Exchange.HTTP_RAW_QUERY) String rawQuery, Exchange exchange) {
    QueryParameters.parse(rawQuery);
    CamelContext context = exchange.getContext();
    ObjectNode answer = Json.mapper().createObjectNode();
    ArrayNode data = answer.putArray("data");
    List<Route> routes =
        context.getRoutes().stream().sorted(Comparator.comparing(Route::getRouteId)).toList();
    routes.forEach(route -> data.add(document(context, route)));
    answer.putNull("next");
    answer.put("folder", folder.toString());
    ArrayNode broken = answer.putArray("broken");
    history.broken().values().forEach(reload -> broken.add(document(reload)));
    ArrayNode reloads = answer.putArray("reloads");
    history.latest().forEach(reload -> reloads.add(document(reload)));
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    exchange.getMessage().setBody(Json.write(answer));
  }

  private ObjectNode document(CamelContext context, Route route) {
    String id = route.getRouteId();
    RouteFigures.Figures done = figures.of(id);
    ServiceStatus status = context.getRouteController().getRouteStatus(id);
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", id);
    json.put("description", route.getDescription());
    json.put("group", route.getGroup());
    json.put("file", file(route));
    json.put("uri", uri(context, route));
    json.put("state", String.valueOf(status).toLowerCase(Locale.ROOT));
    json.put("exchanges", done.exchanges());
    json.put("failures", done.failures());
    json.put("in_flight", context.getInflightRepository().size(id));
    json.put("mean_ms", done.meanMillis());
    return json;
  }

  /** As it stands in the file: the endpoint's own has slashes and percent signs more. */
  private static String uri(CamelContext context, Route route) {
    RouteDefinition definition =
        ((ModelCamelContext) context).getRouteDefinition(route.getRouteId());
    return definition == null
        ? null
        : URISupport.stripQuery(definition.getInput().getEndpointUri());
  }

  private static String file(Route route) {
    String location = route.getSourceLocationShort();
    return location == null ? null : location.replaceFirst(":\\d+$", "");
  }

  private static ObjectNode document(Reload reload) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("time", reload.time().toString());
    ArrayNode files = json.putArray("files");
    reload.files().forEach(files::add);
    json.put("status", reload.isApplied() ? "applied" : "refused");
    json.put("line", reload.line() == 0 ? null : reload.line());
    json.put("message", reload.message());
    return json;
  }
}
