package io.dromedary.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program and its Redis stand still at random moments, as they do on a machine that swaps or
 * moves, for shorter and for longer than anybody waits for an answer. What was sent meanwhile is
 * done late, and must not be sent twice.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "processes are stopped by a Unix signal")
class PauseTest {
  private static final int CLIENTS = 6;
  private static final int PAUSES = 10;
  private static final int MOST_ANSWERS_BETWEEN_PAUSES = 80;
  private static final int LONGEST_PAUSE_MILLIS = 6_000;

  private final long seed = Long.getLong("dromedary.test.crash-seed", System.nanoTime());
  private final Random random = new Random(seed);

  @TempDir Path folder;

  @Test
  void everyEditIsMadeOnceWhenTheProgramAndRedisStandStill() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      deployment.start();
      try (FeedFollower follower = FeedFollower.start(deployment::address);
          EditLoad load = EditLoad.start(CLIENTS, seed, deployment::address)) {
        for (int pause = 0; pause < PAUSES; pause++) {
          awaitAnswers(load);
          standStill(
              pause % 3 == 0
                  ? deployment.program().handle()
                  : deployment.externalRedisProcess().orElseThrow());
        }
        awaitAnswers(load);
        load.stop();
        Inquest.Findings findings = new Inquest(deployment, load.ledger(), folder).hold(follower);
        System.out.printf("Seed %d: %d pauses; %s%n", seed, PAUSES, findings);
      } catch (Throwable e) {
        throw new AssertionError(
            "With the seed %d: %s%n%s".formatted(seed, e, deployment.report()), e);
      }
    }
  }

  private void awaitAnswers(EditLoad load) {
    load.awaitAnswers(
        1 + random.nextInt(MOST_ANSWERS_BETWEEN_PAUSES),
        EditClient.REQUEST_LIMIT.plus(Duration.ofMillis(LONGEST_PAUSE_MILLIS)));
  }

  private void standStill(ProcessHandle process) throws IOException, InterruptedException {
    signal(process, "STOP");
    try {
      // The time itself is what is tested.
      assertThat(
              new CountDownLatch(1)
                  .await(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS))
          .isFalse();
    } finally {
      signal(process, "CONT");
    }
  }

  private static void signal(ProcessHandle process, String signal)
      throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }
}
