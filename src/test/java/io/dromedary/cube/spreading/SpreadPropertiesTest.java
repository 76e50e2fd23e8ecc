package io.dromedary.cube.spreading;

import static io.dromedary.edit.SpreadMethod.ADD_EQUAL;
import static io.dromedary.edit.SpreadMethod.ADD_PROPORTIONAL;
import static io.dromedary.edit.SpreadMethod.EQUAL;
import static io.dromedary.edit.SpreadMethod.PERCENT;
import static io.dromedary.edit.SpreadMethod.PROPORTIONAL;
import static io.dromedary.edit.SpreadMethod.REPEAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.edit.SpreadMethod;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContextBase;

@Domain(Regions.class)
@Domain(SpreadPropertiesTest.Methods.class)
class SpreadPropertiesTest {
  static final class Methods extends DomainContextBase {
    @Provide
    Arbitrary<SpreadMethod> methods() {
      return Arbitraries.of(SpreadMethod.class);
    }
  }

  @Property
  void agreesWithTheReferenceOrRefusesWhatDoesNotFit(
      @ForAll SpreadMethod method, @ForAll Region region, @ForAll long operand) {
    BigInteger[] expected = ReferenceSpread.of(method, operand, region);

    if (fits(expected)) {
      Spread spread = spread(method, operand, region);
      assertThat(spread.after())
          .containsExactly(Arrays.stream(expected).mapToLong(BigInteger::longValueExact).toArray());
      assertThat(spread.newTotal().toBigIntegerExact()).isEqualTo(sum(expected));
    } else {
      ProblemException thrown =
          catchThrowableOfType(ProblemException.class, () -> spread(method, operand, region));
      assertThat(thrown.problem().type()).isEqualTo(ProblemType.TOO_MANY_DIGITS);
    }
  }

  private static boolean fits(BigInteger[] values) {
    BigInteger largest = BigInteger.valueOf(Regions.LARGEST);
    BigInteger positive = sum(Arrays.stream(values).map(BigInteger.ZERO::max));
    BigInteger negative = sum(Arrays.stream(values).map(BigInteger.ZERO::min));
    return positive.compareTo(largest) <= 0 && negative.negate().compareTo(largest) <= 0;
  }

  @Property
  void theNewTotalIsTheOneThatWasSet(@ForAll Region region, @ForAll long total) {
    assertThat(spread(EQUAL, total, region).newTotal()).isEqualByComparingTo(decimal(total));
    Assume.that(fits(ReferenceSpread.of(PROPORTIONAL, total, region)));
    assertThat(spread(PROPORTIONAL, total, region).newTotal()).isEqualByComparingTo(decimal(total));
  }

  @Property
  void settingATotalToWhatItIsChangesNothing(@ForAll Region region) {
    long total = Arrays.stream(region.values()).sum();

    assertThat(spread(PROPORTIONAL, total, region).after()).isEqualTo(region.values());
    assertThat(spread(ADD_EQUAL, 0, region).after()).isEqualTo(region.values());
    assertThat(spread(ADD_PROPORTIONAL, 0, region).after()).isEqualTo(region.values());
    assertThat(spread(PERCENT, 0, region).after()).isEqualTo(region.values());
  }

  @Property
  void aLeafOfZeroStaysZeroWhileAnotherIsNot(@ForAll Region region, @ForAll long total) {
    Assume.that(Arrays.stream(region.values()).anyMatch(value -> value != 0));
    Assume.that(fits(ReferenceSpread.of(PROPORTIONAL, total, region)));

    long[] after = spread(PROPORTIONAL, total, region).after();

    for (int leaf = 0; leaf < after.length; leaf++) {
      if (region.values()[leaf] == 0) {
        assertThat(after[leaf]).isZero();
      }
    }
  }

  @Property
  void theSameEditGivesTheSameLeaves(
      @ForAll SpreadMethod method, @ForAll Region region, @ForAll long operand) {
    Assume.that(fits(ReferenceSpread.of(method, operand, region)));
    long[] before = region.values().clone();

    Spread first = spread(method, operand, region);
    Spread second = spread(method, operand, region);

    assertThat(second.after()).isEqualTo(first.after());
    assertThat(second.preview(levelNames(region))).isEqualTo(first.preview(levelNames(region)));
    assertThat(region.values()).as("the old values").isEqualTo(before);
  }

  @Property
  void incrementsCommuteInTheTotal(@ForAll Region region, @ForAll long first, @ForAll long second) {
    long one = first / 4;
    long other = second / 4;
    Region smaller = region.map(value -> value / 4);

    Region there = spreadRegion(ADD_EQUAL, other, spreadRegion(ADD_EQUAL, one, smaller));
    Region back = spreadRegion(ADD_EQUAL, one, spreadRegion(ADD_EQUAL, other, smaller));

    assertThat(Arrays.stream(there.values()).sum())
        .isEqualTo(Arrays.stream(back.values()).sum())
        .isEqualTo(Arrays.stream(smaller.values()).sum() + one + other);
  }

  @Property
  void aRepeatedValueIsInEveryLeaf(@ForAll Region region, @ForAll long value) {
    long fitting = value / region.values().length;

    Spread spread = spread(REPEAT, fitting, region);

    assertThat(spread.after()).containsOnly(fitting);
  }

  @Property
  void noDeviationReachesAUnit(
      @ForAll SpreadMethod method, @ForAll Region region, @ForAll long operand) {
    Assume.that(fits(ReferenceSpread.of(method, operand, region)));

    SpreadPreview preview = spread(method, operand, region).preview(levelNames(region));

    assertThat(preview.worstDeviations())
        .hasSize(region.levels())
        .allSatisfy(
            deviation ->
                assertThat(deviation.units())
                    .isBetween(BigDecimal.ZERO, new BigDecimal("0.999999")));
  }

  private static Region spreadRegion(SpreadMethod method, long operand, Region region) {
    return region.with(spread(method, operand, region).after());
  }

  private static Spread spread(SpreadMethod method, long operand, Region region) {
    return Spread.of(method, decimal(operand), 0, region.values(), region.tree());
  }

  private static List<String> levelNames(Region region) {
    return Collections.nCopies(region.levels(), "level");
  }

  private static BigDecimal decimal(long value) {
    return BigDecimal.valueOf(value);
  }

  private static BigInteger sum(BigInteger[] values) {
    return sum(Arrays.stream(values));
  }

  private static BigInteger sum(Stream<BigInteger> values) {
    return values.reduce(BigInteger.ZERO, BigInteger::add);
  }
}
