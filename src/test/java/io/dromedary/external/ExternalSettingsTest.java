package io.dromedary.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.settings.SettingValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExternalSettingsTest {
  private static ExternalSettings settings(String name, String text) {
    return ExternalSettings.of(
        SettingValues.of(List.of(ExternalBeans.SETTINGS), Map.of(name, text)));
  }

  @Test
  void theWaitDoublesWithEachFailureUpToTheLongest() {
    ExternalSettings settings = settings("dromedary.external.deadline", "5");

    assertThat(settings.deadline()).isEqualTo(Duration.ofMillis(5));
    assertThat(settings.delay(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.delay(4)).isEqualTo(Duration.ofSeconds(8));
    assertThat(settings.delay(7)).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.delay(1_000)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aSettingThatCannotBeUsedIsNamed() {
    assertThatThrownBy(() -> settings("dromedary.external.threads", "none"))
        .hasMessage(
            "dromedary.external.threads is 'none'; it must be a whole number of calls from 1 to 1000");
    assertThatThrownBy(() -> settings("dromedary.public-url", "sheets.example.org"))
        .hasMessageContaining("dromedary.public-url is 'sheets.example.org'");
    assertThatThrownBy(() -> settings("dromedary.public-url", "http://a,b"))
        .hasMessageContaining("it must be a URL such as");
  }
}
