package io.dromedary.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadMethodTest {
  @Test
  void codesAreReadBack() {
    assertThat(SpreadMethod.ADD_EQUAL.code()).isEqualTo("add_equal");
    for (SpreadMethod method : SpreadMethod.values()) {
      assertThat(SpreadMethod.parse(method.code())).isEqualTo(method);
    }
    assertThat(SpreadMethod.DEFAULT).isEqualTo(SpreadMethod.PROPORTIONAL);
  }

  @Test
  void anUnknownCodeIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> SpreadMethod.parse("Equal"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            thrown -> {
              assertThat(thrown.problem().type()).isEqualTo(ProblemType.UNKNOWN_METHOD);
              assertThat(thrown.problem().detail()).contains("'Equal'", "equal, add_equal");
              assertThat(thrown.problem().extensions())
                  .containsEntry(
                      "methods",
                      List.of(
                          "proportional",
                          "equal",
                          "add_equal",
                          "add_proportional",
                          "percent",
                          "repeat",
                          "clear"));
            });
  }
}
