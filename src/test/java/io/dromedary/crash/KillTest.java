package io.dromedary.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program and its Redis are killed at random moments while clients edit. The moments follow
 * from a seed, which is printed; {@code -Ddromedary.test.crash-seed=…} repeats them as far as the
 * machine allows.
 */
class KillTest {
  private static final int CLIENTS = 6;
  private static final int PROGRAM_KILLS = 10;
  private static final int REDIS_KILLS = 5;
  private static final int MOST_ANSWERS_BETWEEN_KILLS = 120;
  private static final int LONGEST_START_MILLIS = 2_500;

  private final long seed = Long.getLong("dromedary.test.crash-seed", System.nanoTime());
  private final Random random = new Random(seed);

  @TempDir Path folder;

  @Test
  void everyEditIsMadeOnceWhenTheProgramAndItsEmbeddedRedisAreKilled() throws Exception {
    try (Deployment deployment = Deployment.withEmbeddedRedis(folder)) {
      surviveKills(deployment);
    }
  }

  @Test
  void everyEditIsMadeOnceWhenTheProgramAndAnExternalRedisAreKilled() throws Exception {
    try (Deployment deployment = Deployment.withExternalRedis(folder)) {
      surviveKills(deployment);
    }
  }

  private void surviveKills(Deployment deployment) throws Exception {
    deployment.start();
    try (FeedFollower follower = FeedFollower.start(deployment::address);
        EditLoad load = EditLoad.start(CLIENTS, seed, deployment::address)) {
      int programKills = 0;
      int redisKills = 0;
      while (programKills < PROGRAM_KILLS || redisKills < REDIS_KILLS) {
        // A kill comes after a random number of answers, whatever the pace of the machine.
        load.awaitAnswers(random.nextInt(MOST_ANSWERS_BETWEEN_KILLS), EditClient.REQUEST_LIMIT);
        int left = PROGRAM_KILLS - programKills + REDIS_KILLS - redisKills;
        if (random.nextInt(left) < REDIS_KILLS - redisKills) {
          redisKills += deployment.killRedis() ? 1 : 0;
        } else {
          deployment.program().kill();
          programKills++;
          programKills += restart(deployment, PROGRAM_KILLS - programKills);
        }
      }
      load.stop();
      Inquest.Findings findings = new Inquest(deployment, load.ledger(), folder).hold(follower);
      assertThat(findings.lostAnswers()).as("answers lost by the kills").isPositive();
      System.out.printf(
          "Seed %d: %d kills of the program, %d of Redis; %s%n",
          seed, programKills, redisKills, findings);
    } catch (Throwable e) {
      throw new AssertionError(
          "With the seed %d: %s%n%s".formatted(seed, e, deployment.report()), e);
    }
  }

  /** Starts the program, and sometimes kills it while it starts. */
  private int restart(Deployment deployment, int kills) throws InterruptedException {
    deployment.launch();
    if (kills > 0 && random.nextInt(3) == 0) {
      pass(LONGEST_START_MILLIS);
      deployment.program().kill();
      deployment.start();
      return 1;
    }
    deployment.awaitReady();
    return 0;
  }

  /** A random time, which nothing ends early: the moment of a kill must not depend on anything. */
  private void pass(int longestMillis) throws InterruptedException {
    assertThat(new CountDownLatch(1).await(random.nextInt(longestMillis), TimeUnit.MILLISECONDS))
        .isFalse();
  }
}
