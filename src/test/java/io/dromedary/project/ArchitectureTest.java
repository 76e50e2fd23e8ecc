package io.dromedary.project;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import io.dromedary.duckdb.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final Path SOURCES = Path.of("src/main/java/io/dromedary");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.dromedary");

  /** The packages from the bottom to the top, each with those that it may use. */
  private static final Map<String, Set<String>> MAY_USE = mayUse();

  private static Map<String, Set<String>> mayUse() {
    Map<String, Set<String>> packages = new LinkedHashMap<>();
    packages.put("edit", Set.of());
    packages.put("formula", Set.of());
    packages.put("formula.function", Set.of("formula"));
    packages.put("redis.streams", Set.of());
    packages.put("settings", Set.of());
    packages.put("sample", Set.of("settings"));
    packages.put("cube.spreading", Set.of("edit"));
    packages.put("duckdb", Set.of("edit", "settings"));
    packages.put("redis", Set.of("edit", "settings"));
    packages.put("http", Set.of("edit", "settings"));
    packages.put("web", Set.of("edit", "http"));
    packages.put("health", Set.of("edit"));
    packages.put("outbound", Set.of("edit", "settings"));
    packages.put("cube", Set.of("edit", "cube.spreading"));
    packages.put("sheet", Set.of("edit", "formula"));
    packages.put("writer", Set.of("edit", "cube", "cube.spreading", "duckdb", "formula", "sheet"));
    packages.put("log", Set.of("edit", "redis", "redis.streams", "settings", "writer"));
    packages.put("intake", Set.of("edit", "cube", "http", "redis.streams", "sheet"));
    packages.put("reply", Set.of("edit", "http", "intake", "log", "redis.streams"));
    packages.put("external", Set.of("edit", "http", "intake", "outbound", "settings", "sheet"));
    packages.put(
        "query", Set.of("edit", "cube", "cube.spreading", "duckdb", "http", "sheet", "writer"));
    packages.put(
        "webhook",
        Set.of("edit", "http", "log", "outbound", "redis", "redis.streams", "settings", "sheet"));
    packages.put(
        "metrics", Set.of("edit", "duckdb", "http", "log", "reload", "reply", "webhook", "writer"));
    packages.put("reload", Set.of("cube", "duckdb", "edit", "http", "reply", "writer"));
    packages.put("snapshot", Set.of("edit", "duckdb", "http", "log", "settings", "writer"));
    packages.put("tracing", Set.of("edit", "http", "log", "redis.streams", "settings"));
    packages.put("start", new LinkedHashSet<>(packages.keySet()));
    return packages;
  }

  @Test
  void dependenciesBetweenPackagesPointDownwards() {
    LayeredArchitecture architecture =
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .ensureAllClassesAreContainedInArchitecture()
            .layer("(root)")
            .definedBy("io.dromedary");
    for (String name : MAY_USE.keySet()) {
      architecture = architecture.layer(name).definedBy("io.dromedary." + name);
    }
    for (Map.Entry<String, Set<String>> one : MAY_USE.entrySet()) {
      LayeredArchitecture.LayerDependencySpecification layer =
          architecture.whereLayer(one.getKey());
      architecture =
          one.getValue().isEmpty()
              ? layer.mayNotAccessAnyLayer()
              : layer.mayOnlyAccessLayers(one.getValue().toArray(String[]::new));
    }
    architecture
        .because(
            "a package knows only those below it: move the class down, or hand what it needs to it"
                + " from start; a new package gets its line in MAY_USE")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("io.dromedary.(**)")
        .should()
        .beFreeOfCycles()
        .because("one of the two must go: move what both need into a package below them")
        .check(CLASSES);
  }

  @Test
  void onlyTheWriterUsesTheWritingConnection() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.dromedary.writer", "io.dromedary.start", "io.dromedary.duckdb")
        .should()
        .callMethod(Database.class, "writer")
        .because(
            "nothing changes the database without an edit in the log: read through the bean"
                + " 'readers', change through an edit")
        .check(CLASSES);
  }

  @Test
  void whatIsToldGoesThroughTheLogger() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because("use slf4j").check(CLASSES);
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.because("use slf4j").check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    try (Stream<Path> folders = Files.walk(SOURCES)) {
      List<Path> packages =
          folders.filter(Files::isDirectory).filter(folder -> !folder.equals(SOURCES)).toList();

      assertThat(packages)
          .isNotEmpty()
          .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists());
    }
  }
}
