package io.dromedary.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTypeTest {
  private enum Season {
    SUMMER,
    WINTER
  }

  private static <T> void assertRefused(SettingType<T> type, String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Setting.optional("a.b", type, "none", "").read(text))
        .withMessageStartingWith("a.b is '%s'; it must be %s".formatted(text, type.allowed()));
  }

  @Property
  void aNumberIsReadFromItsLeastToItsMostAndRefusedBeyondBothEnds(
      @ForAll int one, @ForAll int other, @ForAll @IntRange(min = 1) int beyond) {
    int least = Math.min(one, other);
    int most = Math.max(one, other);
    SettingType<Integer> type = SettingType.wholeNumber(least, most);

    assertThat(type.parse(Integer.toString(least))).isEqualTo(least);
    assertThat(type.parse(Integer.toString(most))).isEqualTo(most);
    assertRefused(type, Long.toString((long) least - beyond));
    assertRefused(type, Long.toString((long) most + beyond));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"four", "4.0", "4 ", "+4", "0x4", "1_000", "1e3", "٤", "99999999999999999999"})
  void whatIsNoWholeNumberIsRefused(String text) {
    assertRefused(SettingType.wholeNumber("cells", 0, Integer.MAX_VALUE), text);
  }

  @Test
  void aTimeIsAWholeNumberOfMillisecondsFromOne() {
    SettingType<Duration> type = SettingType.milliseconds(5_000);

    assertThat(type.allowed()).isEqualTo("a whole number of milliseconds from 1 to 5000");
    assertThat(type.parse("1")).isEqualTo(Duration.ofMillis(1));
    assertThat(type.parse("5000")).isEqualTo(Duration.ofSeconds(5));
    assertRefused(type, "0");
    assertRefused(type, "5001");
    assertRefused(type, "5s");
  }

  @ParameterizedTest
  @CsvSource({"summer, SUMMER", "Winter, WINTER"})
  void aConstantIsNamedInAnyCase(String text, Season season) {
    assertThat(SettingType.oneOf(Season.class).parse(text)).isEqualTo(season);
  }

  @Test
  void aWordIsReadAsItIsDeclared() {
    SettingType<String> type = SettingType.oneOf("INFO", "DEBUG");

    assertThat(type.allowed()).isEqualTo("one of INFO, DEBUG");
    assertThat(type.parse("debug")).isEqualTo("DEBUG");
    assertRefused(type, "LOUD");
    assertRefused(SettingType.oneOf(Season.class), "spring");
  }
}
