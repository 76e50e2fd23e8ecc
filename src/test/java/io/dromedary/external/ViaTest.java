package io.dromedary.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViaTest {
  private static Via way(int cells) {
    return new Via(IntStream.range(0, cells).mapToObj(cell -> "http://h/" + cell).toList());
  }

  @Test
  void theHeaderIsAListOfUrlsInOneLineOrSeveral() {
    assertThat(Via.parse(null)).contains(Via.NOBODY);
    assertThat(Via.parse("http://a/1, https://b/2").orElseThrow().cells())
        .containsExactly("http://a/1", "https://b/2");
    assertThat(Via.parse(List.of("http://a/1", "http://b/2,http://c/3")).orElseThrow().cells())
        .containsExactly("http://a/1", "http://b/2", "http://c/3");
  }

  @Test
  void whatIsNoUrlIsLeftOut() {
    assertThat(Via.parse("x, ftp://a, http://a b, http://a/1, , http://a/é").orElseThrow().cells())
        .containsExactly("http://a/1");
  }

  @Test
  void aWayHasAtMost64Cells() {
    assertThat(way(63).through("http://h/x").orElseThrow().cells()).hasSize(64);
    assertThat(way(64).through("http://h/x")).isEmpty();
    assertThat(Via.parse(String.join(",", way(64).cells()))).isPresent();
    assertThat(Via.parse(String.join(",", way(65).cells()))).isEmpty();
  }

  @Test
  void aWayFitsIntoAHeader() {
    String long1000 = IntStream.range(0, 1_000).mapToObj(i -> "x").collect(Collectors.joining());

    assertThat(
            Via.parse(
                IntStream.range(0, 20)
                    .mapToObj(cell -> "http://h/" + cell + long1000)
                    .collect(Collectors.joining(","))))
        .isEmpty();
  }

  @Test
  void ofTwoWaysTheLongerOneIsKept() {
    assertThat(Via.longer(way(1), way(2))).isEqualTo(way(2));
    assertThat(Via.longer(way(2), way(1))).isEqualTo(way(2));
  }
}
