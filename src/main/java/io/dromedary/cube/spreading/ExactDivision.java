package io.dromedary.cube.spreading;

/** Products of two longs divided by a long, through 128 bits and without allocation. */
final class ExactDivision {
  private static final long LOW_HALF = 0xFFFF_FFFFL;

  private ExactDivision() {}

  /** Whether the product of two numbers, neither negative, fits in a long. */
  static boolean productFits(long left, long right) {
    return Math.multiplyHigh(left, right) == 0 && left * right >= 0;
  }

  /**
   * {@code floor(left · right / divisor)}, none of them negative, the divisor greater than 0 and at
   * least as large as {@code left} or {@code right}, so that the quotient fits. The remainder is
   * {@code left * right - quotient * divisor}: both products wrap, their difference does not.
   */
  static long productQuotient(long left, long right, long divisor) {
    long high = Math.multiplyHigh(left, right);
    long low = left * right;
    return high == 0 && low >= 0 ? low / divisor : quotient(high, low, divisor);
  }

  /**
   * Long division in base 2^32 (Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm
   * D), for {@code 0 <= high < divisor}.
   */
  private static long quotient(long high, long low, long divisor) {
    int shift = Long.numberOfLeadingZeros(divisor);
    long normalized = divisor << shift;
    long upper = high << shift | low >>> (Long.SIZE - shift);
    long lower = low << shift;
    long firstDigit = digit(upper, lower >>> 32, normalized);
    long rest = (upper << 32 | lower >>> 32) - firstDigit * normalized;
    long secondDigit = digit(rest, lower & LOW_HALF, normalized);
    return (firstDigit << 32) + secondDigit;
  }

  /** One digit of the quotient of {@code upper · 2^32 + next} by a divisor with its top bit set. */
  private static long digit(long upper, long next, long divisor) {
    long divisorHigh = divisor >>> 32;
    long divisorLow = divisor & LOW_HALF;
    long digit = Long.divideUnsigned(upper, divisorHigh);
    long rest = upper - digit * divisorHigh;
    // The estimate is at most two too large; no product with it leaves 64 bits.
    while (rest <= LOW_HALF && Long.compareUnsigned(digit * divisorLow, rest << 32 | next) > 0) {
      digit--;
      rest += divisorHigh;
    }
    return digit;
  }
}
