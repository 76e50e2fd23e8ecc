package io.dromedary.start;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The archive of loaded classes that the build has put beside the jar. With it Java starts in a
 * little over half of the time, but a jar cannot tell Java to use it. So a program that was started
 * as {@code java -jar} has its process run Java once more, by {@code execve}: that is the same
 * process, with the same number, and the first Java is gone.
 */
public final class ClassArchive {
  private static final String FILE = "classes.jsa";
  private static final String USE = "-XX:SharedArchiveFile=";

  /**
   * Who gives one of these has something else in mind, or listens at a port that is in use until
   * the first Java is gone.
   */
  private static final List<String> OWN_WAYS =
      List.of(USE, "-XX:ArchiveClassesAtExit", "-Xshare", "-agent", "-javaagent", "-Xrunjdwp");

  /** With two processors, optimising takes most of a start from it; what is busy gets it later. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000",
          // An archive of another Java is left aside, as if there were none.
          "-Xlog:cds=off",
          "-Xlog:cds+dynamic=off");

  private static final int STANDARD_ERROR = 2;

  /** F_SETFD and FD_CLOEXEC of {@code fcntl}. */
  private static final int SET_FLAGS = 2;

  private static final int CLOSE_ON_EXECUTE = 1;

  private static final Path SELF = Path.of("/proc/self");

  private ClassArchive() {}

  /**
   * Does not return if Java starts anew. Does nothing elsewhere than on Linux.
   *
   * @return what has failed, if it was to start anew
   */
  public static Optional<Throwable> useIfThere() {
    if (Files.exists(SELF.resolve("cmdline"))) {
      try {
        command(arguments(), System.getProperty("java.class.path", ""), System.getenv())
            .ifPresent(ClassArchive::execute);
      } catch (IOException | LinkageError | RuntimeException e) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  /**
   * The command by which Java starts anew; none if it is not to.
   *
   * @param arguments of this Java, with its name
   * @param classPath of this Java
   */
  static Optional<List<String>> command(
      List<String> arguments, String classPath, Map<String, String> environment)
      throws IOException {
    Path jar = Path.of(classPath.contains(":") ? "" : classPath).toAbsolutePath();
    Path archive = jar.resolveSibling(FILE);
    Stream<String> given =
        Stream.concat(
            arguments.stream(),
            Stream.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")
                .flatMap(name -> Arrays.stream(environment.getOrDefault(name, "").split("\\s+"))));
    if (!Files.isRegularFile(jar)
        || !Files.isReadable(archive)
        || isOlder(archive, jar)
        || given.anyMatch(argument -> OWN_WAYS.stream().anyMatch(argument::startsWith))) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>();
    command.add(arguments.get(0));
    command.add(USE + bytes(archive));
    command.addAll(OPTIONS);
    command.addAll(arguments.subList(1, arguments.size()));
    return Optional.of(command);
  }

  private static boolean isOlder(Path one, Path other) throws IOException {
    return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) < 0;
  }

  /** Each byte as a character, because the system does not say what they mean. */
  private static List<String> arguments() throws IOException {
    String line = Files.readString(SELF.resolve("cmdline"), ISO_8859_1);
    List<String> arguments = List.of(line.split("\0", -1));
    // Each ends with a zero, also the last one.
    return arguments.subList(0, arguments.size() - 1);
  }

  /** A path of Java's in the same form. */
  private static String bytes(Path path) {
    Charset encoding = Charset.forName(System.getProperty("sun.jnu.encoding"));
    return new String(path.toString().getBytes(encoding), ISO_8859_1);
  }

  private static void execute(List<String> command) {
    System.setProperty("jna.encoding", ISO_8859_1.name());
    NativeLibrary system = NativeLibrary.getInstance("c");
    closeOnExecute(system.getFunction("fcntl"));
    system
        .getFunction("execv")
        .invokeInt(new Object[] {bytes(executable()), command.toArray(String[]::new)});
    throw new IllegalStateException("execv fails with error " + Native.getLastError());
  }

  /** What this Java has opened would stay open for nobody: its jars. */
  private static void closeOnExecute(Function fcntl) {
    for (String name : requireNonNull(SELF.resolve("fd").toFile().list(), "fd is no folder")) {
      int descriptor = Integer.parseInt(name);
      if (descriptor > STANDARD_ERROR) {
        fcntl.invokeInt(new Object[] {descriptor, SET_FLAGS, CLOSE_ON_EXECUTE});
      }
    }
  }

  private static Path executable() {
    return ProcessHandle.current().info().command().map(Path::of).orElseThrow();
  }
}
