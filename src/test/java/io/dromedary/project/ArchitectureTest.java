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
import io.dromedary.duckdb.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final Path SOURCES = Path.of("src/main/java/io/dromedary");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.dromedary");

  @Test
  void dependenciesBetweenPackagesPointDownwards() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("root")
        .definedBy("io.dromedary")
        .layer("start")
        .definedBy("io.dromedary.start")
        .layer("http")
        .definedBy("io.dromedary.http")
        .layer("intake")
        .definedBy("io.dromedary.intake")
        .layer("reply")
        .definedBy("io.dromedary.reply")
        .optionalLayer("query")
        .definedBy("io.dromedary.query")
        .layer("log")
        .definedBy("io.dromedary.log")
        .layer("writer")
        .definedBy("io.dromedary.writer")
        .layer("cube")
        .definedBy("io.dromedary.cube")
        .layer("spreading")
        .definedBy("io.dromedary.cube.spreading")
        .layer("duckdb")
        .definedBy("io.dromedary.duckdb")
        .layer("redis")
        .definedBy("io.dromedary.redis")
        .layer("streams")
        .definedBy("io.dromedary.redis.streams")
        .layer("sample")
        .definedBy("io.dromedary.sample")
        .layer("edit")
        .definedBy("io.dromedary.edit")
        .whereLayer("edit")
        .mayNotAccessAnyLayer()
        .whereLayer("streams")
        .mayNotAccessAnyLayer()
        .whereLayer("sample")
        .mayNotAccessAnyLayer()
        .whereLayer("spreading")
        .mayOnlyAccessLayers("edit")
        .whereLayer("duckdb")
        .mayOnlyAccessLayers("edit")
        .whereLayer("redis")
        .mayOnlyAccessLayers("edit")
        .whereLayer("http")
        .mayOnlyAccessLayers("edit")
        .whereLayer("cube")
        .mayOnlyAccessLayers("edit", "spreading")
        .whereLayer("writer")
        .mayOnlyAccessLayers("edit", "spreading", "cube", "duckdb")
        .whereLayer("log")
        .mayOnlyAccessLayers("edit", "redis", "streams", "writer")
        .whereLayer("intake")
        .mayOnlyAccessLayers("edit", "cube", "http", "streams")
        .whereLayer("reply")
        .mayOnlyAccessLayers("edit", "http", "streams", "log", "intake")
        .whereLayer("query")
        .mayOnlyAccessLayers("edit", "spreading", "cube", "duckdb", "http", "writer")
        .whereLayer("start")
        .mayOnlyBeAccessedByLayers("root")
        .ensureAllClassesAreContainedInArchitecture()
        .because(
            "a package knows only those below it: move the class down, or hand what it needs to it"
                + " from start; a new package gets its layer here")
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
