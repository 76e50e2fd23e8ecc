package io.dromedary.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.tooling.maven.MavenDownloader;
import org.apache.camel.tooling.maven.MavenDownloaderImpl;
import org.apache.camel.tooling.maven.MavenResolutionException;

/**
 * The command {@code camel} without an installed JBang, on a machine where the project has been
 * installed into the local Maven repository. That is one of its own: what the Maven of this build
 * has, and the project.
 */
final class CamelJBang {
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>dromedary</artifactId>\\s*<version>(.+?)</version>");

  private static final String MAVENS_OWN = System.getProperty("user.home") + "/.m2/repository";

  /** What Camel JBang asks for at each start. */
  private static final String KAMELETS = "org.apache.camel.kamelets:camel-kamelets:4.16.0";

  /** For a repository to connect and to answer, in milliseconds. */
  private static final int PATIENCE = 60_000;

  private static final String LAUNCHER =
      """
      public class CamelJBang {
        public static void main(String[] args) {
          org.apache.camel.dsl.jbang.core.commands.CamelJBangMain.run(args);
        }
      }
      """;

  private final Path home;
  private final Path repository;
  private final Path launcher;
  private final String classPath;

  private CamelJBang(Path home) throws IOException, MavenResolutionException {
    this.home = home;
    Path shared = Path.of(System.getProperty("localRepository", MAVENS_OWN));
    classPath = download(shared);
    repository = home.resolve("repository");
    link(shared);
    install();
    launcher = Files.writeString(home.resolve("CamelJBang.java"), LAUNCHER);
  }

  /** Prepares it in an empty folder. */
  static CamelJBang prepare(Path home) throws IOException, MavenResolutionException {
    return new CamelJBang(home);
  }

  /** Gets what JBang would get for the command {@code camel}, unless it is there. */
  private static String download(Path shared) throws IOException, MavenResolutionException {
    try (MavenDownloaderImpl downloader = new MavenDownloaderImpl()) {
      downloader.start();
      MavenDownloader toShared = downloader.customize(shared.toString(), PATIENCE, PATIENCE);
      toShared.resolveArtifacts(List.of(KAMELETS), Set.of(), false, false);
      String version = CamelContext.class.getPackage().getImplementationVersion();
      List<String> command = List.of("org.apache.camel:camel-jbang-core:" + version);
      return toShared.resolveArtifacts(command, Set.of(), true, false).stream()
          .map(artifact -> artifact.getFile().toString())
          .collect(Collectors.joining(System.getProperty("path.separator")));
    }
  }

  /** What has been downloaded, from wherever, counts as installed here. */
  private void link(Path shared) throws IOException {
    try (Stream<Path> files = Files.walk(shared)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        Path link = repository.resolve(shared.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(link);
        } else if (name.endsWith(".jar") || name.endsWith(".pom")) {
          Files.createSymbolicLink(link, file);
        }
      }
    }
  }

  /** As {@code mvn install} does. */
  private void install() throws IOException {
    Path pom = Path.of("pom.xml").toAbsolutePath();
    Matcher matcher = VERSION.matcher(Files.readString(pom));
    if (!matcher.find()) {
      throw new IllegalStateException("pom.xml has no version");
    }
    String version = matcher.group(1);
    Path folder = repository.resolve("io/dromedary/dromedary").resolve(version);
    Files.createDirectories(folder);
    String name = "dromedary-" + version;
    for (String extension : List.of(".jar", ".pom")) {
      Files.deleteIfExists(folder.resolve(name + extension));
    }
    Files.copy(pom, folder.resolve(name + ".pom"));
    Path jar = folder.resolve(name + ".jar");
    String[] arguments = {"--create", "--file", jar.toString(), "-C", "target/classes", "."};
    if (ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, arguments) != 0) {
      throw new IllegalStateException(jar + " cannot be made");
    }
  }

  /** Runs {@code camel} in a folder. */
  Program camel(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.home=" + home);
    command.add("-Dmaven.repo.local=" + repository);
    command.addAll(List.of("-Xmx512m", "-cp", classPath, launcher.toString()));
    command.addAll(List.of(arguments));
    return Program.launch(folder, command);
  }
}
