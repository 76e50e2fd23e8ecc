import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code mvn camel:run} and {@code camel:dev} start. They do not build the project, so this
 * builds it first if a source is newer than the last build, and then starts the program in the same
 * process with the class path that they have prepared.
 *
 * <p>The JDK's launcher of single source files runs this file, see the plugin's configuration in
 * {@code pom.xml}. Arguments: the project's folder, the main class, {@code offline=true} if this
 * Maven is, and those of its options that the Maven that builds needs too.
 */
public final class CamelRun {
  private static final List<String> SOURCES =
      List.of("pom.xml", "src/main", "routes", "docs/problems.md");

  private static final String SETTINGS = "--settings=";

  private final Path project;

  private CamelRun(Path project) {
    this.project = project;
  }

  public static void main(String[] arguments) throws Exception {
    CamelRun run = new CamelRun(Path.of(arguments[0]));
    if (run.isOutdated()) {
      List<String> options = Arrays.asList(arguments).subList(3, arguments.length);
      run.build(arguments[2].equals("offline=true"), options);
    }
    run.start(arguments[1]);
  }

  /** When the build began that the classes come from. */
  private Path stamp() {
    return project.resolve("target/camel-run.stamp");
  }

  private boolean isOutdated() throws IOException {
    if (!Files.exists(stamp())) {
      return true;
    }
    FileTime built = Files.getLastModifiedTime(stamp());
    for (String source : SOURCES) {
      // A folder is newer than the build if a file in it has been deleted or renamed.
      try (Stream<Path> files = Files.walk(project.resolve(source))) {
        if (files.anyMatch(file -> isNewer(file, built))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isNewer(Path file, FileTime built) {
    try {
      return Files.getLastModifiedTime(file).compareTo(built) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void build(boolean offline, List<String> options) throws Exception {
    System.out.println("[INFO] Building the project");
    FileTime begin = FileTime.fromMillis(System.currentTimeMillis());
    List<String> command = new ArrayList<>(List.of(maven(), "--quiet", "--batch-mode"));
    if (offline) {
      command.add("--offline");
    }
    options.stream().filter(CamelRun::isUsable).forEach(command::add);
    command.addAll(List.of("--file", project.resolve("pom.xml").toString(), "process-classes"));
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      // Maven has said why.
      System.exit(status);
    }
    if (!Files.exists(stamp())) {
      Files.createFile(stamp());
    }
    Files.setLastModifiedTime(stamp(), begin);
  }

  /** A Maven without a settings file names the place where one could be, and refuses that. */
  private static boolean isUsable(String option) {
    return !option.startsWith(SETTINGS)
        || Files.exists(Path.of(option.substring(SETTINGS.length())));
  }

  private static String maven() {
    boolean isWindows = System.getProperty("os.name").startsWith("Windows");
    return Path.of(System.getProperty("maven.home"), "bin", isWindows ? "mvn.cmd" : "mvn")
        .toString();
  }

  private void start(String mainClass) throws Exception {
    Thread thread = Thread.currentThread();
    thread.setName("main");
    URLClassLoader prepared = (URLClassLoader) thread.getContextClassLoader();
    // A folder that did not exist when its URL was made is taken for a jar: made anew.
    URL[] classPath = Arrays.stream(prepared.getURLs()).map(CamelRun::again).toArray(URL[]::new);
    ClassLoader loader = new URLClassLoader("dromedary", classPath, prepared.getParent());
    thread.setContextClassLoader(loader);
    loader
        .loadClass(mainClass)
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[0]);
  }

  private static URL again(URL entry) {
    try {
      return Path.of(entry.toURI()).toUri().toURL();
    } catch (MalformedURLException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
