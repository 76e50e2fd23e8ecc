package io.dromedary.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassArchiveTest {
  private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;
  private Path jar;
  private Path archive;

  @BeforeEach
  void build() throws IOException {
    jar = Files.createFile(folder.resolve("dromedary.jar"));
    archive = Files.createFile(folder.resolve("classes.jsa"));
    Files.setLastModifiedTime(jar, FileTime.from(BUILT));
    Files.setLastModifiedTime(archive, FileTime.from(BUILT.plusSeconds(1)));
  }

  private List<String> started() {
    return List.of("java", "-Xmx256m", "-Da=b c", "-jar", jar.toString(), "restore", "");
  }

  @Test
  void javaStartsAnewWithTheArchiveAndAllThatItWasGiven() throws IOException {
    List<String> command =
        ClassArchive.command(started(), jar.toString(), Map.of("JDK_JAVA_OPTIONS", "-Xss1m"))
            .orElseThrow();

    assertThat(command)
        .startsWith("java", "-XX:SharedArchiveFile=" + archive)
        .endsWith(started().subList(1, started().size()).toArray(String[]::new));
    assertThat(ClassArchive.command(command, jar.toString(), Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xshare:off",
        "-XX:SharedArchiveFile=other.jsa",
        "-XX:ArchiveClassesAtExit=new.jsa",
        "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
        "-javaagent:agent.jar"
      })
  void whoeverHasOtherPlansIsLeftAlone(String option) throws IOException {
    List<String> command = List.of("java", option, "-jar", jar.toString());

    assertThat(ClassArchive.command(command, jar.toString(), Map.of())).isEmpty();
    assertThat(
            ClassArchive.command(
                started(), jar.toString(), Map.of("JAVA_TOOL_OPTIONS", "-Xss1m " + option)))
        .isEmpty();
  }

  @Test
  void programThatIsNotStartedFromTheJarAloneIsLeftAlone() throws IOException {
    for (String classPath :
        List.of("", folder.toString(), jar + ":" + folder, folder.resolve("no.jar").toString())) {
      assertThat(ClassArchive.command(started(), classPath, Map.of())).as(classPath).isEmpty();
    }
  }

  @Test
  void archiveOfAnEarlierBuildIsNotUsed() throws IOException {
    Files.setLastModifiedTime(archive, FileTime.from(BUILT.minusSeconds(1)));

    assertThat(ClassArchive.command(started(), jar.toString(), Map.of())).isEmpty();
  }

  @Test
  void withoutArchiveNothingHappens() throws IOException {
    Files.delete(archive);

    assertThat(ClassArchive.command(started(), jar.toString(), Map.of())).isEmpty();
  }
}
