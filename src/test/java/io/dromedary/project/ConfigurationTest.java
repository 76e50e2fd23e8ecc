package io.dromedary.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.dromedary.settings.Setting;
import io.dromedary.settings.SettingGroup;
import io.dromedary.start.Settings;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class ConfigurationTest {
  private static final Path REFERENCE = Path.of("docs/configuration.md");
  private static final Path FILE = Path.of("routes/application.properties");
  private static final Pattern LINE = Pattern.compile("(?m)^#?([a-z][a-z.-]*)=(.*)$");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(dromedary\\.[a-z.-]+)");
  private static final Pattern MENTIONED =
      Pattern.compile("-D(dromedary\\.[a-z.-]+)=|\\b(DROMEDARY_[A-Z_]+)");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.dromedary");

  private static List<Setting<?>> settings() {
    return Settings.GROUPS.stream()
        .<Setting<?>>flatMap(group -> group.settings().stream())
        .toList();
  }

  private static List<String> names() {
    return settings().stream().map(Setting::name).toList();
  }

  @Test
  void theReferenceIsWhatTheCodeSays() throws IOException {
    if (Boolean.getBoolean("dromedary.test.write-configuration")) {
      Files.writeString(REFERENCE, ConfigurationReference.text());
    }
    assertThat(Files.readString(REFERENCE, UTF_8))
        .as("%s; bring it up to date with: %s", REFERENCE, ConfigurationReference.COMMAND)
        .isEqualTo(ConfigurationReference.text());
  }

  @Test
  void everySettingThatIsDeclaredIsInAGroup() {
    List<Setting<?>> constants =
        constants(Setting.class).<Setting<?>>map(ConfigurationTest::value).toList();

    assertThat(constants)
        .as("put it into the group of its feature, and a new group into Settings.GROUPS")
        .containsExactlyInAnyOrderElementsOf(settings());
  }

  @Test
  void whatDeclaresSettingsHasNoLogger() {
    assertThat(
            Stream.concat(constants(Setting.class), constants(SettingGroup.class))
                .map(JavaField::getOwner)
                .flatMap(owner -> owner.getFields().stream())
                .filter(field -> field.getRawType().isEquivalentTo(Logger.class)))
        .as("the logging would begin before its own settings are read")
        .isEmpty();
  }

  private static Stream<JavaField> constants(Class<?> type) {
    return CLASSES.stream()
        .flatMap(one -> one.getFields().stream())
        .filter(field -> field.getRawType().isEquivalentTo(type))
        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC));
  }

  private static Setting<?> value(JavaField constant) {
    try {
      Field field = constant.reflect();
      field.setAccessible(true);
      return (Setting<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theFileHasEverySettingWithItsDefault() throws IOException {
    Map<String, String> defaults =
        settings().stream()
            // The file is in the folder that this one names.
            .filter(setting -> !setting.name().equals("dromedary.routes"))
            .collect(Collectors.toMap(Setting::name, one -> one.otherwise().orElse("")));
    Map<String, String> lines = new LinkedHashMap<>();
    for (MatchResult line : matches(LINE, FILE)) {
      assertThat(line.group()).as("nothing is set in the file that we bring").startsWith("#");
      assertThat(lines.put(line.group(1), line.group(2))).as(line.group(1)).isNull();
    }

    assertThat(lines).as("%s", FILE).containsExactlyInAnyOrderEntriesOf(defaults);
  }

  @Test
  void routesNameOnlySettingsThatThereAre() throws IOException {
    List<String> used = new ArrayList<>();
    for (Path file : files(Path.of("routes"))) {
      matches(PLACEHOLDER, file).forEach(match -> used.add(match.group(1)));
    }

    assertThat(used).isNotEmpty().isSubsetOf(names());
  }

  @Test
  void documentsNameOnlySettingsThatThereAre() throws IOException {
    List<Path> documents = new ArrayList<>(files(Path.of("docs")));
    documents.addAll(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), FILE));
    List<String> used = new ArrayList<>();
    for (Path document : documents) {
      for (MatchResult match : matches(MENTIONED, document)) {
        used.add(match.group(1) == null ? match.group(2) : match.group(1));
      }
    }
    Stream<String> known =
        settings().stream().flatMap(setting -> Stream.of(setting.name(), setting.variable()));

    assertThat(used)
        .isNotEmpty()
        .filteredOn(name -> !name.equals("DROMEDARY_") && !name.startsWith("dromedary.test."))
        .isSubsetOf(known.toList());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static List<MatchResult> matches(Pattern pattern, Path file) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(file, UTF_8));
    return matcher.results().toList();
  }
}
