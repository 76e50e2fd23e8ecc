package io.dromedary.cube.spreading;

import io.dromedary.edit.SpreadMethod;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/** The rules of the methods over big numbers, for measures without decimals. */
final class ReferenceSpread {
  private final Region region;
  private final long[] before;

  private ReferenceSpread(Region region) {
    this.region = region;
    this.before = region.values();
  }

  static BigInteger[] of(SpreadMethod method, long operand, Region region) {
    ReferenceSpread spread = new ReferenceSpread(region);
    BigInteger given = BigInteger.valueOf(operand);
    BigInteger current = spread.sum(value -> value);
    return switch (method) {
      case PROPORTIONAL -> spread.proportional(given);
      case EQUAL -> spread.shares(given, value -> 1);
      case ADD_EQUAL -> spread.added(spread.shares(given, value -> 1));
      case ADD_PROPORTIONAL -> spread.proportional(current.add(given));
      case PERCENT ->
          spread.proportional(
              halfAwayFromZero(
                  current.multiply(given.add(BigInteger.valueOf(100))), BigInteger.valueOf(100)));
      case REPEAT -> spread.constant(given);
      case CLEAR -> spread.constant(BigInteger.ZERO);
    };
  }

  private BigInteger[] proportional(BigInteger total) {
    BigInteger current = sum(value -> value);
    BigInteger positive = sum(value -> Math.max(value, 0));
    if (Arrays.stream(before).allMatch(value -> value == 0)) {
      return shares(total, value -> 1);
    }
    if (current.signum() == 0) {
      return added(shares(total, Math::abs));
    }
    if (positive.signum() == 0 || positive.equals(current)) {
      return shares(total, Math::abs);
    }
    BigInteger positiveTotal = halfAwayFromZero(positive.multiply(total), current);
    return plus(
        shares(positiveTotal, value -> Math.max(value, 0)),
        shares(total.subtract(positiveTotal), value -> Math.max(-value, 0)));
  }

  private BigInteger[] shares(BigInteger total, LongUnaryOperator weight) {
    return ReferenceRounding.distribute(total, Arrays.stream(before).map(weight).toArray(), region);
  }

  private BigInteger[] constant(BigInteger value) {
    return Arrays.stream(before).mapToObj(leaf -> value).toArray(BigInteger[]::new);
  }

  private BigInteger[] added(BigInteger[] shares) {
    return plus(
        Arrays.stream(before).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new), shares);
  }

  private static BigInteger[] plus(BigInteger[] left, BigInteger[] right) {
    BigInteger[] sums = left.clone();
    Arrays.setAll(sums, leaf -> left[leaf].add(right[leaf]));
    return sums;
  }

  private BigInteger sum(LongUnaryOperator part) {
    return Arrays.stream(before)
        .map(part)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static BigInteger halfAwayFromZero(BigInteger dividend, BigInteger divisor) {
    return new BigDecimal(dividend)
        .divide(new BigDecimal(divisor), 0, RoundingMode.HALF_UP)
        .toBigIntegerExact();
  }
}
