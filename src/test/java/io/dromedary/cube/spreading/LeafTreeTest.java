package io.dromedary.cube.spreading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LeafTreeTest {
  @Test
  void sumsEveryNodeOfEveryStage() {
    // brand > family > leaf: A(x(1, 2), y(3)), B(z(4, 5))
    LeafTree tree = LeafTree.of(new byte[] {0, 2, 1, 0, 2}, 3);

    assertThat(tree.sums(new long[] {1, 2, 3, 4, 5}))
        .isDeepEqualTo(new long[][] {{15}, {6, 9}, {3, 3, 9}, {1, 2, 3, 4, 5}});
    assertThat(tree.largestFamily()).isEqualTo(2);
  }

  @Test
  void levelsThatDivideNothingTakeNoRoom() {
    // one brand, one family, products that have a single leaf each
    LeafTree tree = LeafTree.of(new byte[] {0, 2, 2}, 4);

    assertThat(tree.leafStage()).isEqualTo(1);
    assertThat(tree.levelOf(1)).isEqualTo(2);
    assertThat(tree.levels()).isEqualTo(4);
    assertThat(tree.sums(new long[] {1, 2, 3})).isDeepEqualTo(new long[][] {{6}, {1, 2, 3}});
  }

  @Test
  void theFirstBreakIsIgnored() {
    assertThat(LeafTree.of(new byte[] {99, 0}, 1).leaves()).isEqualTo(2);
  }

  @Test
  void breaksOutsideTheLevelsAreRefused() {
    assertThatThrownBy(() -> LeafTree.of(new byte[] {0, 2}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("leaf 1 breaks at level 2 of 2");
    assertThatThrownBy(() -> LeafTree.of(new byte[] {0, -1}, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LeafTree.of(new byte[1], 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LeafTree.of(new byte[1], 128))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
