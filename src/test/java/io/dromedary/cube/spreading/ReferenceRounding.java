package io.dromedary.cube.spreading;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rule of rounding written down as plainly as possible: big numbers, recursion, full sorts. */
final class ReferenceRounding {
  private final long[] weights;
  private final Region region;
  private final BigInteger[] shares;

  private ReferenceRounding(long[] weights, Region region) {
    this.weights = weights;
    this.region = region;
    this.shares = new BigInteger[weights.length];
  }

  static BigInteger[] distribute(BigInteger total, long[] weights, Region region) {
    ReferenceRounding rounding = new ReferenceRounding(weights, region);
    rounding.round(total.abs(), new Node(0, weights.length), 0);
    if (total.signum() < 0) {
      for (int leaf = 0; leaf < weights.length; leaf++) {
        rounding.shares[leaf] = rounding.shares[leaf].negate();
      }
    }
    return rounding.shares;
  }

  private void round(BigInteger total, Node node, int level) {
    if (level == region.levels()) {
      shares[node.from()] = total;
      return;
    }
    List<Child> children = new ArrayList<>();
    for (Node part : region.children(node, level)) {
      children.add(new Child(part, total, weight(part), weight(node)));
    }
    BigInteger left = total;
    for (Child child : children) {
      left = left.subtract(child.floor());
    }
    List<Child> first =
        children.stream()
            .sorted(
                Comparator.comparing(Child::remainder)
                    .thenComparing(Child::weight)
                    .reversed()
                    .thenComparing(child -> child.node().from()))
            .limit(left.longValueExact())
            .toList();
    for (Child child : children) {
      BigInteger unit = first.contains(child) ? BigInteger.ONE : BigInteger.ZERO;
      round(child.floor().add(unit), child.node(), level + 1);
    }
  }

  private BigInteger weight(Node node) {
    BigInteger sum = BigInteger.ZERO;
    for (int leaf = node.from(); leaf < node.to(); leaf++) {
      sum = sum.add(BigInteger.valueOf(weights[leaf]));
    }
    return sum;
  }

  /** The leaves from {@code from} to before {@code to}. */
  record Node(int from, int to) {}

  private record Child(Node node, BigInteger total, BigInteger weight, BigInteger parentWeight) {
    BigInteger floor() {
      return parentWeight.signum() == 0
          ? BigInteger.ZERO
          : total.multiply(weight).divide(parentWeight);
    }

    BigInteger remainder() {
      return parentWeight.signum() == 0
          ? BigInteger.ZERO
          : total.multiply(weight).mod(parentWeight);
    }
  }
}
