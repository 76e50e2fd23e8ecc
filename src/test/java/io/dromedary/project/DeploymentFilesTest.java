package io.dromedary.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files with which the program is installed name what there is. */
class DeploymentFilesTest {
  private static final Path DOCKERFILE = Path.of("Dockerfile");
  private static final Path COMPOSE = Path.of("compose.yaml");
  private static final Path UNIT = Path.of("deploy/dromedary.service");
  private static final Path PROMETHEUS = Path.of("deploy/prometheus.yml");
  private static final Path WORKFLOW = Path.of(".github/workflows/ci.yml");

  private static final Pattern HEALTH = Pattern.compile("/observe/[a-z/]+");
  private static final Pattern COPY = Pattern.compile("(?m)^COPY (?!--from)(.+) \\S+$");
  private static final Pattern SETTING =
      Pattern.compile("(?:DROMEDARY|CAMEL|REDIS)_[A-Z_]+(?==|: )");

  @Test
  void theImageIsBuiltOfWhatThereIs() throws IOException {
    List<String> sources =
        COPY.matcher(Files.readString(DOCKERFILE))
            .results()
            .flatMap(copy -> Stream.of(copy.group(1).split(" ", -1)))
            .toList();
    Set<String> passed =
        Files.readAllLines(Path.of(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .collect(Collectors.toSet());

    assertThat(sources).isNotEmpty();
    for (String source : sources) {
      assertThat(Path.of(source)).exists();
      assertThat(passed)
          .as(".dockerignore lets pass %s", source)
          .anyMatch(path -> path.equals(source) || path.startsWith(source + "/"));
    }
    assertThat(passed).allSatisfy(path -> assertThat(Path.of(path)).exists());
    // What the program answers with at /problems/{type} is packed from there.
    assertThat(Files.readString(Path.of("pom.xml"))).contains("<include>problems.md</include>");
    assertThat(sources).contains("docs/problems.md");
  }

  @Test
  void theImageRunsAsAUserWithoutRightsAndWithACheckOfItsHealth() throws IOException {
    String last = Files.readString(DOCKERFILE).replaceFirst("(?s).*\\nFROM ", "");

    assertThat(last).containsPattern("(?m)^USER 10001:10001$");
    assertThat(last).containsPattern("(?m)^HEALTHCHECK .*CMD \\[\"bin/is-ready\"]$");
    assertThat(last).containsPattern("(?m)^ENTRYPOINT \\[\"java\", .*/dromedary.jar\"]$");
    assertThat(last).contains("EXPOSE 8080");
  }

  @Test
  void everySettingIsOneOfTheProgram() throws IOException {
    Map<String, Set<String>> settings = new TreeMap<>();
    for (Path file : List.of(DOCKERFILE, COMPOSE, UNIT)) {
      settings.put(
          file.toString(),
          SETTING
              .matcher(Files.readString(file))
              .results()
              .map(MatchResult::group)
              .filter(name -> !name.equals("REDIS_PASSWORD"))
              .collect(Collectors.toSet()));
    }

    Set<String> known = variables();
    assertThat(settings)
        .allSatisfy((file, names) -> assertThat(names).as(file).isNotEmpty())
        .allSatisfy((file, names) -> assertThat(known).as(file).containsAll(names));
  }

  /** The settings as environment variables. */
  private static Set<String> variables() throws IOException {
    return Pattern.compile("\\| `([A-Z_]+)` \\|")
        .matcher(Files.readString(Path.of("docs/configuration.md")))
        .results()
        .map(setting -> setting.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void composeMountsWhatThereIs() {
    List<String> sources = new ArrayList<>();
    for (JsonNode service : RouteLint.read(COMPOSE).path("services")) {
      for (JsonNode volume : service.path("volumes")) {
        sources.add(volume.asText().substring(0, volume.asText().indexOf(':')));
      }
    }
    Set<String> volumes = Set.copyOf(names(RouteLint.read(COMPOSE).path("volumes")));

    assertThat(sources).isNotEmpty();
    assertThat(sources)
        .allSatisfy(
            source -> {
              if (source.startsWith("./")) {
                assertThat(Path.of(source)).exists();
              } else {
                assertThat(volumes).contains(source);
              }
            });
    assertThat(sources).containsAll(volumes);
  }

  @Test
  void composeKeepsThePasswordOfRedisAndTheOrderOfStarting() {
    JsonNode services = RouteLint.read(COMPOSE).path("services");

    assertThat(services.at("/redis/command").toString())
        .contains("--requirepass", "--appendonly yes", "--maxmemory-policy noeviction");
    assertThat(services.at("/dromedary/depends_on/redis/condition").asText())
        .isEqualTo("service_healthy");
    assertThat(services.at("/dromedary/environment/REDIS_URL").asText())
        .startsWith("redis://:${REDIS_PASSWORD:?")
        .endsWith("@redis:6379");
    assertThat(services.at("/redis").has("ports")).isFalse();
    for (String service : List.of("prometheus", "grafana")) {
      assertThat(services.at("/" + service + "/profiles").toString()).contains("monitoring");
    }
    assertThat(services.at("/dromedary/read_only").asBoolean()).isTrue();
  }

  @Test
  void whatAsksForHealthAndMetricsAsksForRoutesThatThereAre() throws IOException {
    Set<String> routes = Operations.paths();
    for (Path file : List.of(Path.of("deploy/is-ready"), PROMETHEUS, WORKFLOW)) {
      List<String> asked =
          HEALTH.matcher(Files.readString(file)).results().map(MatchResult::group).toList();

      assertThat(asked).as("%s", file).isNotEmpty();
      assertThat(routes).as("what %s asks for", file).containsAll(asked);
    }
  }

  @Test
  void theServiceGivesTheProgramTimeToStopAndTakesItsStatusForSuccess() throws IOException {
    assertThat(Files.readAllLines(UNIT))
        .contains(
            "KillMode=mixed",
            "SuccessExitStatus=143",
            "StateDirectory=dromedary",
            "Environment=DROMEDARY_DATA=/var/lib/dromedary",
            "WorkingDirectory=/opt/dromedary")
        .anyMatch(line -> line.startsWith("ExecStart=") && line.endsWith("dromedary.jar"));
  }

  @Test
  void theWorkflowDoesWhatCiDoes() {
    JsonNode jobs = RouteLint.read(WORKFLOW).path("jobs");

    assertThat(jobs.at("/test/steps").findValuesAsText("run")).contains(".ci/run");
    assertThat(jobs.findValues("timeout-minutes")).hasSize(jobs.size());
  }

  @Test
  void composeIsValid() throws Exception {
    Tools.require("docker-compose");
    ProcessBuilder command =
        new ProcessBuilder("docker-compose", "--profile", "monitoring", "config", "--quiet");
    command.environment().putAll(Map.of("REDIS_PASSWORD", "secret", "GRAFANA_PASSWORD", "secret"));

    assertSucceeds(command);
  }

  @Test
  void theConfigurationOfPrometheusIsValid() throws Exception {
    Tools.require("promtool");

    assertSucceeds(
        new ProcessBuilder("promtool", "check", "config", "--syntax-only", PROMETHEUS.toString()));
  }

  @Test
  void theUnitIsValid() throws Exception {
    Tools.require("systemd-analyze");

    assertSucceeds(new ProcessBuilder("systemd-analyze", "verify", UNIT.toString()));
  }

  private static void assertSucceeds(ProcessBuilder command) throws Exception {
    Process process = command.redirectErrorStream(true).start();
    String output;
    try (InputStream stream = process.getInputStream()) {
      output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as("%s says: %s", command.command(), output).isZero();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
