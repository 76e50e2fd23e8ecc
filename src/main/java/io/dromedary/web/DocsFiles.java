package io.dromedary.web;

import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.dromedary.http.PathParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/**
 * The files of the page that shows the contract: two of our own, and Swagger UI from its WebJar.
 * They are read when somebody first asks for them, because few do and one is large. Thread-safe.
 */
public final class DocsFiles {
  private static final String INDEX = "docs.html";
  private static final Set<String> OWN = Set.of(INDEX, "docs.js");
  private static final Set<String> SWAGGER_UI = Set.of("swagger-ui.css", "swagger-ui-bundle.js");
  private static final String WEB_JAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  private final Map<String, WebFile> files = new ConcurrentHashMap<>();

  /**
   * Answers with a file, or 304 if the browser has it.
   *
   * @param name of the file; absent for the page itself
   * @throws io.dromedary.edit.ProblemException NOT_FOUND
   */
  public void answer(
      @Header("file") Object name, @Header("If-None-Match") String known, Exchange exchange) {
    files
        .computeIfAbsent(name == null ? INDEX : PathParameters.last(name), DocsFiles::load)
        .answer(known, exchange);
  }

  private static WebFile load(String name) {
    if (OWN.contains(name)) {
      return WebFile.ofResource(name);
    }
    if (SWAGGER_UI.contains(name)) {
      return WebFile.ofResource(
          "/META-INF/resources/webjars/swagger-ui/%s/%s".formatted(version(), name));
    }
    throw Problem.of(
            ProblemType.NOT_FOUND,
            "The page of the contract has no file '%s'.".formatted(Excerpt.of(name)))
        .asException();
  }

  /** The version of Swagger UI, which is a part of the paths in its jar. */
  private static String version() {
    try (InputStream text = DocsFiles.class.getResourceAsStream(WEB_JAR)) {
      Properties properties = new Properties();
      properties.load(text);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
