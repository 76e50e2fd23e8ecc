package io.dromedary.external;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.external.ExternalCache.Entry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExternalCacheTest {
  private final ExternalCache cache = new ExternalCache(1_000);

  private void put(String url, int length) {
    cache.put(url, new Entry("", "x".repeat(length)));
  }

  @Test
  void whatWasNotUsedForTheLongestTimeGoesFirst() {
    IntStream.range(0, 20).forEach(number -> put("%02d".formatted(number), 48));
    cache.find("00");

    put("20", 48);

    assertThat(cache.find("00")).isPresent();
    assertThat(cache.find("01")).isEmpty();
    assertThat(cache.find("20")).isPresent();
  }

  @Test
  void whatIsReplacedOrForgottenTakesNoRoom() {
    IntStream.range(0, 1_000).forEach(number -> put("a", 50));
    put("b", 50);
    cache.remove("b");
    IntStream.range(0, 18).forEach(number -> put("%02d".formatted(number), 48));

    assertThat(cache.find("a")).isPresent();
    assertThat(cache.find("b")).isEmpty();
  }

  @Test
  void whatIsLargeIsNotKept() {
    put("a", 10);
    put("a", 500);

    assertThat(cache.find("a")).isEmpty();
  }
}
