package io.dromedary.writer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EditImageTest {
  @Provide
  Arbitrary<EditImage> images() {
    return Arbitraries.integers()
        .between(0, 60)
        .flatMap(
            size ->
                Combinators.combine(
                        Arbitraries.integers().between(0, 400).array(int[].class).ofSize(size),
                        Arbitraries.longs().array(long[].class).ofSize(size),
                        Arbitraries.longs().array(long[].class).ofSize(size))
                    .as(EditImage::new));
  }

  @Property
  void isReadAsItWasWritten(@ForAll("images") EditImage image) {
    EditImage read = EditImage.decode(image.encode());

    assertThat(read.leafIds()).isEqualTo(image.leafIds());
    assertThat(read.before()).isEqualTo(image.before());
    assertThat(read.after()).isEqualTo(image.after());
  }

  @Example
  void keepsValuesThatWereNotBooked() {
    EditImage image =
        new EditImage(
            new int[] {7, 8}, new long[] {Long.MIN_VALUE, 5}, new long[] {0, Long.MIN_VALUE});

    EditImage read = EditImage.decode(image.encode());

    assertThat(read.before()).containsExactly(Long.MIN_VALUE, 5);
    assertThat(read.after()).containsExactly(0, Long.MIN_VALUE);
  }

  @Example
  void takesAFewBytesForEachLeafOfARun() {
    int[] leafIds = new int[10_000];
    long[] before = new long[leafIds.length];
    long[] after = new long[leafIds.length];
    for (int index = 0; index < leafIds.length; index++) {
      leafIds[index] = 500_000 + index;
      before[index] = 1_000L + index % 50;
      after[index] = before[index] + index % 60;
    }

    assertThat(new EditImage(leafIds, before, after).encode()).hasSizeLessThan(31_000);
  }
}
