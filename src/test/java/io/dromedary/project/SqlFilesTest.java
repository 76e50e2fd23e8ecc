package io.dromedary.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqlFilesTest {
  private static final Path SQL = Path.of("routes/sql");
  private static final Pattern IN_JAVA = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");
  private static final Pattern IN_ROUTES = Pattern.compile("\\btext\\('([^']+)'\\)");
  private static final Pattern TEXT = Pattern.compile("'(?:[^']|'')*'|--[^\\n]*");

  static List<Path> sqlFiles() {
    return files(SQL, ".sql");
  }

  @ParameterizedTest
  @MethodSource("sqlFiles")
  void beginsWithACommentAndHasOneStatement(Path file) {
    String text = read(file);
    String code = TEXT.matcher(text).replaceAll("").strip();

    assertThat(text).startsWith("-- ");
    assertThat(code).isNotEmpty().doesNotContain(";");
  }

  @ParameterizedTest
  @MethodSource("sqlFiles")
  void isUsedByCodeOrByARoute(Path file) {
    String inJava = "\"" + name(file) + "\"";

    assertThat(files(Path.of("src/main/java"), ".java"))
        .withFailMessage("%s is named by no code and no route: remove it", file)
        .anyMatch(source -> read(source).contains(inJava) || namesInRoutes().contains(name(file)));
  }

  @Test
  void everyTemplateThatARouteNamesExists() {
    assertThat(namesInRoutes())
        .isNotEmpty()
        .isSubsetOf(sqlFiles().stream().map(SqlFilesTest::name).toList());
  }

  @Test
  void everyTemplateThatTheWriterNamesExists() {
    assertThat(names(Path.of("src/main/java/io/dromedary/writer"), ".java", IN_JAVA))
        .isNotEmpty()
        .isSubsetOf(sqlFiles().stream().map(SqlFilesTest::name).toList());
  }

  private static Set<String> namesInRoutes() {
    return names(Path.of("routes"), ".camel.yaml", IN_ROUTES);
  }

  private static Set<String> names(Path folder, String ending, Pattern pattern) {
    return files(folder, ending).stream()
        .flatMap(file -> pattern.matcher(read(file)).results().map(SqlFilesTest::firstGroup))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String firstGroup(MatchResult match) {
    return match.group(1);
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".sql", "");
  }

  private static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
