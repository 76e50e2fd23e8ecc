package io.dromedary.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteFilesTest {
  private static final Path ROUTES = Path.of("routes");

  private final RouteLint lint = new RouteLint();

  @Test
  void everyRouteFileIsValid() throws IOException {
    List<Path> files = RouteLint.files(ROUTES);

    assertThat(files).isNotEmpty();
    assertThat(files.stream().flatMap(file -> lint.problems(file).stream())).isEmpty();
  }

  @Test
  void noTwoRoutesHaveTheSameId() throws IOException {
    assertThat(RouteLint.files(ROUTES).stream().flatMap(file -> RouteLint.ids(file).stream()))
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  @Test
  void aBrokenRouteIsRefusedWithItsMistakes() {
    assertThat(lint.problems(Path.of("src/test/resources/project/broken.camel.yaml")))
        .anySatisfy(problem -> assertThat(problem).contains("logg"))
        .contains(
            "broken.camel.yaml: the route 'broken' has no group",
            "broken.camel.yaml: the options of timer:broken?period=1000 belong under 'parameters'");
  }
}
