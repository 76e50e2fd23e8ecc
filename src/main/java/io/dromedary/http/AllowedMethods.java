package io.dromedary.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The methods that a resource answers, for the header {@code Allow}; in alphabetical order. */
record AllowedMethods(Set<String> names) {
  private static final Set<String> ANY =
      Stream.of("GET", "POST", "PUT", "PATCH", "DELETE").collect(Collectors.toUnmodifiableSet());
  private static final Pattern PARAMETER = Pattern.compile(":[A-Za-z][A-Za-z0-9_]*");

  /** Collects the methods of all routes whose path matches, and HEAD and OPTIONS with them. */
  static AllowedMethods of(Router router, String path) {
    Set<String> names = new TreeSet<>();
    for (Route route : router.getRoutes()) {
      // Routes without a path are filters, as the one for CORS; they are no resources.
      if (route.getPath() != null && matches(route, path)) {
        Set<HttpMethod> methods = route.methods();
        if (methods == null || methods.isEmpty()) {
          names.addAll(ANY);
        } else {
          methods.forEach(method -> names.add(method.name()));
        }
      }
    }
    if (names.contains("GET")) {
      names.add("HEAD");
    }
    if (!names.isEmpty()) {
      names.add("OPTIONS");
    }
    return new AllowedMethods(names);
  }

  boolean contains(HttpMethod method) {
    return names.contains(method.name());
  }

  /** The value of the header {@code Allow}. */
  @Override
  public String toString() {
    return String.join(", ", names);
  }

  /** Answers a request for OPTIONS. */
  void answer(HttpServerResponse response) {
    response.setStatusCode(204).putHeader(HttpHeaders.ALLOW, toString()).end();
  }

  private static boolean matches(Route route, String path) {
    StringBuilder regex = new StringBuilder();
    String template = route.getPath();
    Matcher parameter = PARAMETER.matcher(template);
    int end = 0;
    while (parameter.find()) {
      regex.append(Pattern.quote(template.substring(end, parameter.start()))).append("[^/]+");
      end = parameter.end();
    }
    regex.append(Pattern.quote(template.substring(end)));
    regex.append(route.isExactPath() ? "/?" : ".*");
    return Pattern.matches(regex.toString(), path);
  }
}
