package io.dromedary.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.dromedary.http.PathParameters;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.camel.Header;

/**
 * What the kinds of problem mean and what to do about them: the sections of {@code
 * docs/problems.md}. Thread-safe.
 */
public final class ProblemTexts {
  private static final String FILE = "/io/dromedary/docs/problems.md";
  private static final String HEADING = "\n## ";

  /**
   * The section of a kind of problem, in Markdown.
   *
   * @param name the last part of the kind's path, such as {@code unknown-table}
   * @throws io.dromedary.edit.ProblemException NOT_FOUND
   */
  public String text(@Header("type") Object name) throws IOException {
    String type = PathParameters.last(name);
    boolean isKnown =
        Arrays.stream(ProblemType.values()).anyMatch(one -> one.path().equals("/problems/" + type));
    if (!isKnown) {
      throw Problem.of(
              ProblemType.NOT_FOUND,
              "There is no kind of problem '%s'.".formatted(Excerpt.of(type)))
          .asException();
    }
    try (InputStream file = ProblemTexts.class.getResourceAsStream(FILE)) {
      String texts = new String(file.readAllBytes(), UTF_8);
      int start = texts.indexOf(HEADING + "`" + type + "`");
      int end = texts.indexOf(HEADING, start + 1);
      return texts.substring(start + 1, end < 0 ? texts.length() : end + 1);
    }
  }
}
