package io.dromedary.cube.spreading;

import io.dromedary.edit.SpreadMethod;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/**
 * What a method asks for in terms of allocations: exact totals and weights, before any rounding of
 * leaves.
 *
 * @param additive whether the shares are added to the old values or take their place
 * @param allocations no leaf has weight in more than one of them
 */
record SpreadPlan(boolean additive, List<Allocation> allocations) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int PERCENT_DIGITS = 18;

  static SpreadPlan of(
      SpreadMethod method, BigDecimal operand, MeasureUnits units, long[] before, SignedSums sums) {
    return switch (method) {
      case PROPORTIONAL -> proportional(units.of(operand), units, before, sums);
      case EQUAL -> replace(Allocation.equal(units.of(operand), before.length));
      case ADD_EQUAL -> add(Allocation.equal(units.of(operand), before.length));
      case ADD_PROPORTIONAL -> {
        BigInteger total = sums.total().add(BigInteger.valueOf(units.of(operand)));
        yield proportional(units.requireFitting(total), units, before, sums);
      }
      case PERCENT -> {
        BigInteger total = changed(sums.total(), operand);
        yield proportional(units.requireFitting(total), units, before, sums);
      }
      case REPEAT -> {
        BigInteger total =
            BigInteger.valueOf(units.of(operand)).multiply(BigInteger.valueOf(before.length));
        // It divides without remainder: each leaf gets the operand.
        yield replace(Allocation.equal(units.requireFitting(total), before.length));
      }
      case CLEAR -> replace(Allocation.equal(0, before.length));
    };
  }

  private static SpreadPlan proportional(
      long total, MeasureUnits units, long[] before, SignedSums sums) {
    if (sums.allZero()) {
      return replace(Allocation.equal(total, before.length));
    }
    BigInteger current = sums.total();
    if (current.signum() == 0) {
      return add(Allocation.weighted(total, before, Math::abs));
    }
    if (!sums.mixed()) {
      return replace(Allocation.weighted(total, before, Math::abs));
    }
    BigInteger newTotal = BigInteger.valueOf(total);
    BigInteger positive = rounded(sums.positive().multiply(newTotal), current);
    BigInteger negative = newTotal.subtract(positive);
    return replace(
        Allocation.weighted(units.requireFitting(positive), before, value -> Math.max(value, 0)),
        Allocation.weighted(units.requireFitting(negative), before, value -> -Math.min(value, 0)));
  }

  private static BigInteger changed(BigInteger total, BigDecimal percent) {
    BigDecimal factor =
        HUNDRED.add(MeasureUnits.requirePlain(percent, PERCENT_DIGITS, PERCENT_DIGITS));
    return new BigDecimal(total)
        .multiply(factor)
        .divide(HUNDRED, 0, RoundingMode.HALF_UP)
        .toBigIntegerExact();
  }

  private static BigInteger rounded(BigInteger dividend, BigInteger divisor) {
    return new BigDecimal(dividend)
        .divide(new BigDecimal(divisor), 0, RoundingMode.HALF_UP)
        .toBigIntegerExact();
  }

  private static SpreadPlan replace(Allocation... allocations) {
    return new SpreadPlan(false, List.of(allocations));
  }

  private static SpreadPlan add(Allocation allocation) {
    return new SpreadPlan(true, List.of(allocation));
  }

  /** The new values of the leaves. */
  long[] apply(long[] before, LeafTree tree) {
    long[] after =
        TopDownRounding.distribute(allocations.get(0).total(), allocations.get(0).weights(), tree);
    for (Allocation further : allocations.subList(1, allocations.size())) {
      addTo(after, TopDownRounding.distribute(further.total(), further.weights(), tree));
    }
    if (additive) {
      addTo(after, before);
    }
    return after;
  }

  private static void addTo(long[] values, long[] increments) {
    for (int leaf = 0; leaf < values.length; leaf++) {
      values[leaf] += increments[leaf];
    }
  }
}
