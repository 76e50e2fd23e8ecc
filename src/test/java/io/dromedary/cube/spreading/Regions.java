package io.dromedary.cube.spreading;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Regions and totals for properties: up to 40 leaves on up to 6 levels, few or many zeros, values
 * from single units to the largest whose sum has 18 digits, of one sign or both.
 */
final class Regions extends DomainContextBase {
  static final long LARGEST = 999_999_999_999_999_999L;

  @Provide
  Arbitrary<Region> regions() {
    Arbitrary<Integer> leaves = Arbitraries.integers().between(1, 40);
    Arbitrary<Integer> levels = Arbitraries.integers().between(1, 6);
    return Combinators.combine(leaves, levels).flatAs(Regions::regions);
  }

  @Provide
  Arbitrary<Long> totals() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(-100, 100),
        Arbitraries.longs().between(-1_000_000, 1_000_000),
        Arbitraries.longs().between(-LARGEST, LARGEST));
  }

  private static Arbitrary<Region> regions(int leaves, int levels) {
    Arbitrary<byte[]> breakLevels =
        Arbitraries.bytes()
            .between((byte) 0, (byte) (levels - 1))
            .array(byte[].class)
            .ofSize(leaves);
    return Combinators.combine(values(leaves), breakLevels)
        .as((values, breaks) -> new Region(values, breaks, levels));
  }

  private static Arbitrary<long[]> values(int leaves) {
    long largest = LARGEST / leaves;
    Arbitrary<Long> magnitudes = Arbitraries.of(2L, 1_000L, 1_000_000_000L, largest);
    Arbitrary<Integer> signs = Arbitraries.of(-1, 0, 1);
    return Combinators.combine(magnitudes, signs)
        .flatAs(
            (magnitude, sign) -> {
              long limit = Math.min(magnitude, largest);
              return Arbitraries.longs()
                  .between(sign > 0 ? 0 : -limit, sign < 0 ? 0 : limit)
                  .edgeCases(edges -> edges.add(0L))
                  .array(long[].class)
                  .ofSize(leaves);
            });
  }
}
