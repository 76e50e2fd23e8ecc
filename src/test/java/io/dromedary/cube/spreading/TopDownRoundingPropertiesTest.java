package io.dromedary.cube.spreading;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.cube.spreading.ReferenceRounding.Node;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

@Domain(Regions.class)
class TopDownRoundingPropertiesTest {
  @Property
  void agreesWithTheReference(@ForAll Region region, @ForAll long total) {
    long[] weights = weights(region);

    long[] shares = TopDownRounding.distribute(total, weights, region.tree());

    BigInteger[] expected =
        ReferenceRounding.distribute(BigInteger.valueOf(total), weights, region);
    assertThat(shares)
        .containsExactly(Arrays.stream(expected).mapToLong(BigInteger::longValueExact).toArray());
  }

  @Property
  void everyNodeIsLessThanAUnitFromItsShareOfItsParent(@ForAll Region region, @ForAll long total) {
    long[] weights = weights(region);

    long[] shares = TopDownRounding.distribute(total, weights, region.tree());

    Node root = new Node(0, weights.length);
    assertThat(sum(shares, root)).isEqualTo(BigInteger.valueOf(total));
    assertChildrenAreWithinAUnit(root, 0, weights, shares, region);
  }

  private static void assertChildrenAreWithinAUnit(
      Node parent, int level, long[] weights, long[] shares, Region region) {
    if (level == region.levels()) {
      return;
    }
    List<Node> children = region.children(parent, level);
    BigInteger parentWeight = sum(weights, parent);
    for (Node child : children) {
      BigInteger actual = sum(shares, child).multiply(parentWeight);
      BigInteger ideal = sum(shares, parent).multiply(sum(weights, child));
      if (parentWeight.signum() == 0) {
        assertThat(sum(shares, child)).isZero();
      } else {
        assertThat(actual.subtract(ideal).abs()).isLessThan(parentWeight);
      }
      assertChildrenAreWithinAUnit(child, level + 1, weights, shares, region);
    }
  }

  @Property
  void aLeafWithoutWeightGetsNothing(@ForAll Region region, @ForAll long total) {
    long[] weights = weights(region);

    long[] shares = TopDownRounding.distribute(total, weights, region.tree());

    for (int leaf = 0; leaf < weights.length; leaf++) {
      if (weights[leaf] == 0) {
        assertThat(shares[leaf]).isZero();
      }
    }
  }

  @Property
  void theSumOfTheWeightsComesBackAsTheWeights(@ForAll Region region) {
    long[] weights = weights(region);
    long total = Arrays.stream(weights).sum();

    assertThat(TopDownRounding.distribute(total, weights, region.tree())).isEqualTo(weights);
  }

  @Property
  void aNegativeTotalMirrorsThePositiveOne(@ForAll Region region, @ForAll long total) {
    long[] weights = weights(region);

    long[] shares = TopDownRounding.distribute(total, weights, region.tree());
    long[] mirrored = TopDownRounding.distribute(-total, weights, region.tree());

    assertThat(Arrays.stream(mirrored).map(share -> -share).toArray()).isEqualTo(shares);
  }

  private static long[] weights(Region region) {
    long[] weights = Arrays.stream(region.values()).map(Math::abs).toArray();
    Assume.that(Arrays.stream(weights).anyMatch(weight -> weight > 0));
    return weights;
  }

  private static BigInteger sum(long[] values, Node node) {
    BigInteger sum = BigInteger.ZERO;
    for (int leaf = node.from(); leaf < node.to(); leaf++) {
      sum = sum.add(BigInteger.valueOf(values[leaf]));
    }
    return sum;
  }
}
