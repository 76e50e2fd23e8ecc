package io.dromedary.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs that a test needs beyond Java. */
final class Tools {
  private Tools() {}

  /** Skips the test if a command is not installed; where the whole project is tested, it fails. */
  static void require(String command) {
    boolean installed =
        Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    String message = command + " is not installed, see CONTRIBUTING.md";
    if (System.getenv("CI") == null) {
      assumeTrue(installed, message);
    }
    assertThat(installed).as(message).isTrue();
  }
}
