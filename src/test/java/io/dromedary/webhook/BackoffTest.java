package io.dromedary.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
  private final Random random = new Random(1);

  private long longestOf(int failures) {
    return IntStream.range(0, 2_000)
        .mapToLong(number -> backoff.after(failures, Optional.empty(), random).toMillis())
        .max()
        .orElseThrow();
  }

  @Test
  void theBoundDoublesWithEachFailureUpToTheLongestWait() {
    assertThat(longestOf(1)).isBetween(900L, 1_000L);
    assertThat(longestOf(2)).isBetween(1_900L, 2_000L);
    assertThat(longestOf(5)).isBetween(15_000L, 16_000L);
    assertThat(longestOf(20)).isBetween(290_000L, 300_000L);
    assertThat(longestOf(100_000)).isBetween(290_000L, 300_000L);
  }

  @Test
  void theWaitIsAnywhereBelowTheBound() {
    assertThat(
            IntStream.range(0, 2_000)
                .mapToLong(number -> backoff.after(5, Optional.empty(), random).toMillis() / 1_000)
                .distinct()
                .count())
        .isGreaterThanOrEqualTo(16);
  }

  @Test
  void whatTheReceiverAsksForIsHonouredUpToTheLongestWait() {
    assertThat(backoff.after(1, Optional.of(Duration.ofSeconds(40)), random))
        .isEqualTo(Duration.ofSeconds(40));
    assertThat(backoff.after(1, Optional.of(Duration.ofHours(40)), random))
        .isEqualTo(Duration.ofMinutes(5));
  }
}
