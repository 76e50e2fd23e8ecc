package io.dromedary.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The database cannot be written for a while, because its file cannot grow. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "prlimit is a command of Linux")
class FullDiskTest {
  private static final int CLIENTS = 6;
  private static final String LARGEST_FILE = "4000000";
  private static final int ANSWERS_AFTERWARDS = 200;

  @TempDir Path folder;

  @Test
  void noEditIsLostOrRejectedWhileTheDatabaseCannotBeWritten() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      deployment.start();
      deployment.program().limitFiles(LARGEST_FILE);
      try (FeedFollower follower = FeedFollower.start(deployment::address);
          EditLoad load = EditLoad.start(CLIENTS, 1, deployment::address)) {
        await("the database to be full")
            .atMost(Duration.ofMinutes(2))
            .until(() -> deployment.program().hasPrinted("The database takes no edits"));

        deployment.program().limitFiles("unlimited");

        load.awaitAnswers(ANSWERS_AFTERWARDS, Duration.ofMinutes(1));
        assertThat(deployment.program().hasPrinted("The writer goes on")).isTrue();
        load.stop();
        new Inquest(deployment, load.ledger(), folder).hold(follower);
        assertThat(deployment.program().hasPrinted("failed in the database and is rejected"))
            .isFalse();
      } catch (Throwable e) {
        throw new AssertionError(deployment.report(), e);
      }
    }
  }
}
