package io.dromedary.web;

import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.dromedary.http.PathParameters;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/** The files of the live page, held in memory. Thread-safe. */
public final class PageFiles {
  private static final String INDEX = "index.html";

  private static final Set<String> NAMES =
      Set.of(
          INDEX,
          "icon.svg",
          "page.css",
          "page.js",
          "api.js",
          "decimals.js",
          "editor.js",
          "feed.js",
          "figures.js",
          "grid.js",
          "history.js",
          "regions.js");

  private final Map<String, WebFile> files =
      NAMES.stream().collect(Collectors.toUnmodifiableMap(name -> name, WebFile::ofResource));

  /**
   * Answers with a file, or 304 if the browser has it.
   *
   * @param name of the file; absent for the page itself
   * @throws io.dromedary.edit.ProblemException NOT_FOUND
   */
  public void answer(
      @Header("file") Object name, @Header("If-None-Match") String known, Exchange exchange) {
    WebFile file = files.get(name == null ? INDEX : PathParameters.last(name));
    if (file == null) {
      throw Problem.of(
              ProblemType.NOT_FOUND,
              "The page has no file '%s'.".formatted(Excerpt.of(PathParameters.last(name))))
          .asException();
    }
    file.answer(known, exchange);
  }
}
