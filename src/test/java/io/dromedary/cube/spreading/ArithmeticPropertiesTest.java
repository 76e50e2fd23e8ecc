package io.dromedary.cube.spreading;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class ArithmeticPropertiesTest {
  @Property(tries = 10_000)
  void aProductIsDividedExactly(
      @ForAll @LongRange(min = 0) long left,
      @ForAll @LongRange(min = 0) long first,
      @ForAll @LongRange(min = 1) long second) {
    long right = Math.min(first, second);
    long divisor = Math.max(first, second);
    BigInteger[] expected =
        BigInteger.valueOf(left)
            .multiply(BigInteger.valueOf(right))
            .divideAndRemainder(BigInteger.valueOf(divisor));

    long quotient = ExactDivision.productQuotient(left, right, divisor);

    assertThat(quotient).isEqualTo(expected[0].longValueExact());
    assertThat(left * right - quotient * divisor).isEqualTo(expected[1].longValueExact());
  }

  @Property(tries = 10_000)
  void aProductFitsIfItIsALong(
      @ForAll @LongRange(min = 0) long left, @ForAll @LongRange(min = 0) long right) {
    BigInteger product = BigInteger.valueOf(left).multiply(BigInteger.valueOf(right));

    assertThat(ExactDivision.productFits(left, right)).isEqualTo(product.bitLength() <= 63);
  }

  @Property
  void theKthLargestIsWhereSortingPutsIt(
      @ForAll @Size(min = 1, max = 300) long[] values, @ForAll @IntRange(max = 299) int index) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    int k = index % values.length + 1;

    assertThat(KthLargest.of(values, values.length, k)).isEqualTo(sorted[values.length - k]);
  }

  @Property(tries = 200)
  void theKthLargestOfManyRepeatedValuesIsFoundToo(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5_000) int k) {
    long[] values = new Random(seed).longs(5_000, 0, 50).toArray();
    long[] sorted = values.clone();
    Arrays.sort(sorted);

    assertThat(KthLargest.of(values, values.length, k)).isEqualTo(sorted[values.length - k]);
  }

  @Property
  void sumsOfBothSignsAreExactBeyondALong(@ForAll @Size(max = 50) long[] values) {
    SignedSums sums = SignedSums.of(values);

    assertThat(sums.total()).isEqualTo(sum(values));
    assertThat(sums.positive())
        .isEqualTo(sum(Arrays.stream(values).filter(value -> value > 0).toArray()));
    assertThat(sums.negative())
        .isEqualTo(sum(Arrays.stream(values).filter(value -> value < 0).toArray()));
  }

  private static BigInteger sum(long[] values) {
    return Arrays.stream(values)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
