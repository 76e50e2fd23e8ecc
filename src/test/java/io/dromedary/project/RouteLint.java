package io.dromedary.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Finds in a file of routes what Camel itself would ignore or accept silently. */
final class RouteLint {
  private static final String CAMEL_SCHEMA = "/schema/camelYamlDsl.json";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> REQUIRED = List.of("id", "description", "group");

  private final JsonSchema schema = camelSchema();

  private static JsonSchema camelSchema() {
    try (InputStream text = RouteLint.class.getResourceAsStream(CAMEL_SCHEMA)) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
    }
  }

  static JsonNode read(Path file) {
    try {
      Object tree = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      return MAPPER.valueToTree(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each problem in a line of its own: the file, the place in it, what is wrong. */
  List<String> problems(Path file) {
    JsonNode content = read(file);
    List<String> problems = new ArrayList<>();
    schema
        .validate(content)
        .forEach(message -> problems.add(file.getFileName() + ": " + message.getMessage()));
    for (JsonNode route : content.findValues("route")) {
      for (String field : REQUIRED) {
        if (route.path(field).asText().isBlank()) {
          problems.add(
              "%s: the route '%s' has no %s"
                  .formatted(file.getFileName(), route.path("id").asText("?"), field));
        }
      }
    }
    for (JsonNode uri : content.findValues("uri")) {
      if (uri.asText().contains("?")) {
        problems.add(
            "%s: the options of %s belong under 'parameters'"
                .formatted(file.getFileName(), uri.asText()));
      }
    }
    return problems;
  }

  static List<String> ids(Path file) {
    return read(file).findValues("route").stream().map(route -> route.path("id").asText()).toList();
  }
}
