package io.dromedary;

import io.dromedary.start.ClassArchive;
import io.dromedary.start.LogSettings;
import io.dromedary.start.RestoreCommand;
import io.dromedary.start.Settings;
import io.dromedary.start.Standalone;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Starts the program: {@code mvn camel:run}, or {@code java -jar target/dromedary.jar}. With the
 * argument {@code restore} it does that instead, see {@link RestoreCommand}.
 */
public final class Dromedary {
  private Dromedary() {}

  /**
   * Runs until the process is asked to end, or the command is done; ends with status 1 if it cannot
   * start, or the command fails.
   */
  public static void main(String[] args) {
    Optional<Throwable> withoutArchive = ClassArchive.useIfThere();
    try {
      Settings settings = load();
      withoutArchive.ifPresent(
          cause ->
              LoggerFactory.getLogger(Dromedary.class)
                  .warn("Java could not be started anew with the archive of classes", cause));
      if (args.length > 0) {
        RestoreCommand.parse(settings, List.of(args)).run();
      } else {
        Standalone.run(settings);
      }
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      LoggerFactory.getLogger(Dromedary.class)
          .error("Dromedary cannot {}: {}", args.length > 0 ? args[0] : "start", reason(e));
      LoggerFactory.getLogger(Dromedary.class).debug("The cause", e);
      System.exit(1);
    }
  }

  private static Settings load() {
    try {
      Settings settings = Settings.load();
      LogSettings.use(settings);
      return settings;
    } catch (IllegalArgumentException e) {
      LogSettings.useAllowed();
      throw e;
    }
  }

  private static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return "%s; the heap has %d MB, give it more with java -Xmx (2 GB are enough for ten million leaves)"
            .formatted(cause.getMessage(), Runtime.getRuntime().maxMemory() >> 20);
      }
      if (cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    return failure.toString();
  }
}
