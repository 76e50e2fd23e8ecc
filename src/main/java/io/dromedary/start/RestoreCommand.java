package io.dromedary.start;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.redis.StreamHistory;
import io.dromedary.redis.StreamPositions;
import io.dromedary.snapshot.Restoration;
import io.dromedary.snapshot.SnapshotFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command {@code restore <snapshot> [--without-log]}: puts a snapshot into the place of the
 * database of a program that does not run. The next start applies the log behind it.
 */
public final class RestoreCommand {
  /** What the command begins with. */
  public static final String NAME = "restore";

  private static final String WITHOUT_LOG = "--without-log";
  private static final Logger LOG = LoggerFactory.getLogger(RestoreCommand.class);

  private final Settings settings;
  private final String snapshot;
  private final boolean withoutLog;

  private RestoreCommand(Settings settings, String snapshot, boolean withoutLog) {
    this.settings = settings;
    this.snapshot = snapshot;
    this.withoutLog = withoutLog;
  }

  /**
   * Reads the command.
   *
   * @param arguments with the name of the command
   * @throws IllegalArgumentException if it is none
   */
  public static RestoreCommand parse(Settings settings, List<String> arguments) {
    requireNonNull(settings, "settings is null");
    boolean withoutLog = arguments.size() == 3 && arguments.get(2).equals(WITHOUT_LOG);
    if (!arguments.get(0).equals(NAME) || arguments.size() != (withoutLog ? 3 : 2)) {
      throw new IllegalArgumentException(
          "'%s' is no command; there is: restore <snapshot> [--without-log]"
              .formatted(String.join(" ", arguments)));
    }
    return new RestoreCommand(settings, arguments.get(1), withoutLog);
  }

  /**
   * Does it.
   *
   * @throws IllegalArgumentException if there is no such snapshot
   * @throws IllegalStateException if the log does not follow the snapshot, or the program runs
   * @throws IOException if the snapshot is damaged, or cannot be copied; nothing has changed then
   */
  public void run() throws IOException {
    try (DataFolder folder = DataFolder.hold(settings.data());
        Redis redis = Redis.connect(settings)) {
      SnapshotFolder snapshots = new SnapshotFolder(settings.snapshots().folder());
      Restoration restoration = new Restoration(folder.path(), snapshots.locate(snapshot));
      EditId position = restoration.position();
      if (!withoutLog) {
        requireLog(redis.client(), position);
      }
      restoration.run(
          Instant.now(),
          () -> {
            if (withoutLog) {
              StreamHistory.empty(redis.client(), Application.REQUESTS, position);
              StreamHistory.empty(redis.client(), Application.RESPONSES, position);
            }
          });
      EditId last = StreamPositions.lastId(redis.client(), Application.REQUESTS);
      LOG.info(
          "The snapshot {} is in place. {}",
          snapshot,
          withoutLog || !last.isAfter(position)
              ? "It is the state of edit %s, and no edit follows it".formatted(position)
              : "The next start applies the edits behind %s, up to %s".formatted(position, last));
    }
  }

  private void requireLog(RedissonClient client, EditId position) {
    EditId last = StreamPositions.lastId(client, Application.REQUESTS);
    Optional<EditId> complete = StreamHistory.completeAfter(client, Application.REQUESTS);
    boolean follows = complete.map(id -> !id.isAfter(position)).orElse(!last.isAfter(position));
    if (!follows) {
      throw new IllegalStateException(
          "the snapshot %s holds the edits up to %s, and the log in Redis begins behind %s: those between are missing. Take a later snapshot, or lose all edits behind this one: restore %s --without-log"
              .formatted(
                  snapshot,
                  position,
                  complete.map(EditId::toString).orElse("an edit that is not known"),
                  snapshot));
    }
  }
}
