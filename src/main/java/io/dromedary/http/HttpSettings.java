package io.dromedary.http;

import io.dromedary.settings.Setting;
import io.dromedary.settings.SettingGroup;
import io.dromedary.settings.SettingType;
import io.dromedary.settings.SettingValues;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The settings of the HTTP edge.
 *
 * @param maxBody the largest request body in bytes
 * @param corsOrigins the origins that browsers may call from, {@code *} for any; none switches CORS
 *     off
 * @param eventLoops the threads that read and write connections
 * @param workers the threads for routes that block
 * @param backlog the connections that may wait to be accepted
 */
record HttpSettings(
    long maxBody, List<String> corsOrigins, int eventLoops, int workers, int backlog) {
  private static final Pattern ORIGIN = Pattern.compile("\\*|[A-Za-z][A-Za-z0-9+.-]*://[^/\\s]+");

  /** Camel reads it, too, and takes any port for what is no number. */
  static final Setting<Integer> PORT =
      Setting.of(
          "camel.server.port",
          SettingType.wholeNumber(0, 65_535),
          "8080",
          "The port of the HTTP server; 0 for any free one.");

  static final Setting<Integer> MAX_BODY =
      Setting.of(
          "dromedary.http.max-body",
          SettingType.wholeNumber("bytes", 1, Integer.MAX_VALUE),
          "16777216",
          "The largest body of a request.");

  static final Setting<List<String>> CORS =
      Setting.optional(
          "dromedary.http.cors",
          SettingType.of(
              "origins such as https://sheets.example.org, separated by commas, or *",
              HttpSettings::origins),
          "none",
          "Whose pages may call from a browser.");

  static final Setting<Integer> EVENT_LOOPS =
      Setting.optional(
          "dromedary.http.event-loops",
          SettingType.wholeNumber("threads", 1, 1_000),
          "one for each processor, at least 2",
          "Threads that read and write connections.");

  static final Setting<Integer> WORKERS =
      Setting.of(
          "dromedary.http.workers",
          SettingType.wholeNumber("threads", 1, 10_000),
          "20",
          "Threads for routes that block.");

  static final Setting<Integer> BACKLOG =
      Setting.of(
          "dromedary.http.backlog",
          SettingType.wholeNumber("connections", 1, 1_000_000),
          "4096",
          "How many may wait to be accepted; the system may lower it.");

  static final SettingGroup GROUP =
      SettingGroup.of("HTTP", PORT, MAX_BODY, CORS, EVENT_LOOPS, WORKERS, BACKLOG);

  HttpSettings {
    corsOrigins = List.copyOf(corsOrigins);
  }

  static HttpSettings of(SettingValues values) {
    return new HttpSettings(
        values.get(MAX_BODY),
        values.find(CORS).orElse(List.of()),
        values
            .find(EVENT_LOOPS)
            .orElseGet(() -> Math.max(2, Runtime.getRuntime().availableProcessors())),
        values.get(WORKERS),
        values.get(BACKLOG));
  }

  private static List<String> origins(String text) {
    List<String> origins =
        Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
    for (String origin : origins) {
      if (!ORIGIN.matcher(origin).matches()) {
        throw new IllegalArgumentException("an origin has a scheme, a host and no path");
      }
    }
    return origins;
  }
}
