package io.dromedary.redis.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;

/** Holds the page of the component against the component. */
class RedisStreamsDocumentationTest extends RedisStreamsTestSupport {
  private static final Path PAGE = Path.of("docs", "redis-streams.md");

  @Test
  void theExamplesStart() throws Exception {
    camel.getRegistry().bind("position", new MemoryStateRepository());
    camel.getRegistry().bind("database", new Object());
    List<String> examples =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE))
            .results()
            .map(example -> example.group(1))
            .toList();

    for (int number = 0; number < examples.size(); number++) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(ResourceHelper.fromString(number + ".camel.yaml", examples.get(number)));
    }

    assertThat(camel.getRoutes())
        .extracting(Route::getRouteId)
        .containsExactly("append-orders", "handle-orders", "follow-orders", "publish-outcomes");
  }

  @Test
  void everyOptionAndHeaderIsNamed() throws Exception {
    String page = Files.readString(PAGE);
    JsonObject catalog =
        (JsonObject) Jsoner.deserialize(camel.getComponentParameterJsonSchema("redis-streams"));
    List<String> names = new ArrayList<>();
    for (String kind : List.of("properties", "headers")) {
      names.addAll(catalog.<JsonObject>getMap(kind).keySet());
    }

    assertThat(names)
        .hasSizeGreaterThan(30)
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  @Test
  void aMissingClientIsReportedAsSuch() throws IOException {
    try (DefaultCamelContext withoutClient = new DefaultCamelContext()) {
      withoutClient.start();

      assertThatThrownBy(
              () -> withoutClient.createProducerTemplate().sendBody("redis-streams:any", "text"))
          .hasStackTraceContaining("There is no Redisson client for redis-streams://any");
    }
  }
}
