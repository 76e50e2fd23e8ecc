package io.dromedary.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.settings.SettingValues;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracingSettingsTest {
  private static TracingSettings settings(String... texts) {
    Map<String, String> given = texts.length == 0 ? Map.of() : Map.of(texts[0], texts[1]);
    return TracingSettings.of(SettingValues.of(List.of(TracingSettings.GROUP), given));
  }

  @Test
  void nothingIsTracedUnlessSomebodySaysWhereTo() {
    TracingSettings settings = settings();

    assertThat(settings.endpoint()).isEmpty();
    assertThat(settings.ratio()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "http://collector:4318, http://collector:4318/v1/traces",
    "http://collector:4318/, http://collector:4318/v1/traces",
    "https://example.org/otlp/v1/traces, https://example.org/otlp/v1/traces"
  })
  void tracesGoWhereTheUrlSays(String text, String endpoint) {
    assertThat(settings("dromedary.tracing.endpoint", text).endpoint())
        .contains(URI.create(endpoint));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:4318", "true", "grpc://localhost:4317", "http://", "a b"})
  void whatIsNoSuchUrlIsRefused(String text) {
    assertThatThrownBy(() -> settings("dromedary.tracing.endpoint", text))
        .hasMessageStartingWith(
            "dromedary.tracing.endpoint is '%s'; it must be the URL of a receiver of OTLP over HTTP, such as http://localhost:4318"
                .formatted(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "1.1", "NaN", "all"})
  void aRatioOutOfRangeIsRefused(String text) {
    assertThat(settings("dromedary.tracing.ratio", "0.01").ratio()).isEqualTo(0.01);
    assertThatThrownBy(() -> settings("dromedary.tracing.ratio", text))
        .hasMessageStartingWith(
            "dromedary.tracing.ratio is '%s'; it must be a number from 0 to 1".formatted(text));
  }
}
