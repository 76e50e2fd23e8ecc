package io.dromedary.cube.spreading;

import java.math.BigInteger;

/**
 * The exact sums of the positive and of the negative values of an array, however many and large.
 *
 * @param positive 0 or more
 * @param negative 0 or less
 */
record SignedSums(BigInteger positive, BigInteger negative) {
  static SignedSums of(long[] values) {
    // Halves are summed apart, so that no sum of 2^31 values can overflow.
    long positiveHigh = 0;
    long positiveLow = 0;
    long negativeHigh = 0;
    long negativeLow = 0;
    for (long value : values) {
      long positive = Math.max(value, 0);
      long negative = Math.min(value, 0);
      positiveHigh += positive >> 32;
      positiveLow += positive & 0xFFFF_FFFFL;
      negativeHigh += negative >> 32;
      negativeLow += negative & 0xFFFF_FFFFL;
    }
    return new SignedSums(join(positiveHigh, positiveLow), join(negativeHigh, negativeLow));
  }

  private static BigInteger join(long high, long low) {
    return BigInteger.valueOf(high).shiftLeft(32).add(BigInteger.valueOf(low));
  }

  BigInteger total() {
    return positive.add(negative);
  }

  boolean allZero() {
    return positive.signum() == 0 && negative.signum() == 0;
  }

  boolean mixed() {
    return positive.signum() != 0 && negative.signum() != 0;
  }
}
