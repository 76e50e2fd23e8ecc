package io.dromedary.tracing;

import static java.util.Objects.requireNonNull;

import io.dromedary.settings.Setting;
import io.dromedary.settings.SettingGroup;
import io.dromedary.settings.SettingType;
import io.dromedary.settings.SettingValues;
import java.net.URI;
import java.util.Optional;

/**
 * The settings of tracing.
 *
 * @param endpoint where traces go; absent for no tracing
 * @param ratio which part of the requests is traced that come without a trace of their own
 */
public record TracingSettings(Optional<URI> endpoint, double ratio) {
  private static final Setting<URI> ENDPOINT =
      Setting.optional(
          "dromedary.tracing.endpoint",
          SettingType.of(
              "the URL of a receiver of OTLP over HTTP, such as http://localhost:4318",
              TracingSettings::endpoint),
          "none",
          "Where traces go. Without it nothing is traced.");

  private static final Setting<Double> RATIO =
      Setting.of(
          "dromedary.tracing.ratio",
          SettingType.of("a number from 0 to 1", TracingSettings::ratio),
          "1",
          "Which part of the requests is traced that come without a `traceparent`.");

  /** What can be set. */
  public static final SettingGroup GROUP = SettingGroup.of("Tracing", ENDPOINT, RATIO);

  /** Where receivers of OTLP over HTTP take traces. */
  private static final String PATH = "/v1/traces";

  public TracingSettings {
    requireNonNull(endpoint, "endpoint is null");
  }

  static TracingSettings of(SettingValues values) {
    return new TracingSettings(values.find(ENDPOINT), values.get(RATIO));
  }

  private static URI endpoint(String text) {
    URI uri = URI.create(text);
    boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!isHttp || uri.getHost() == null) {
      throw new IllegalArgumentException();
    }
    return uri.getPath().isEmpty() || uri.getPath().equals("/") ? uri.resolve(PATH) : uri;
  }

  private static double ratio(String text) {
    double ratio = Double.parseDouble(text);
    if (ratio >= 0 && ratio <= 1) {
      return ratio;
    }
    throw new IllegalArgumentException();
  }
}
