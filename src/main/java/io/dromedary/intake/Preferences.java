package io.dromedary.intake;

import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import java.time.Duration;
import java.util.Locale;

/**
 * What the header {@code Prefer} asks for (<a href="https://www.rfc-editor.org/rfc/rfc7240">RFC
 * 7240</a>). Preferences that are unknown are passed over, as the standard says.
 *
 * @param respondAsync answer as soon as the edit is in the log
 * @param patience how long to wait for the outcome
 */
record Preferences(boolean respondAsync, Duration patience) {
  /** How long a client waits that does not say. */
  static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

  private static final int MAX_WAIT_SECONDS = 300;

  /**
   * Reads the header.
   *
   * @param prefer its value, or null
   * @throws io.dromedary.edit.ProblemException MALFORMED_REQUEST if {@code wait} is no number
   */
  static Preferences parse(String prefer) {
    if (prefer == null) {
      return new Preferences(false, DEFAULT_WAIT);
    }
    boolean respondAsync = false;
    Duration wait = DEFAULT_WAIT;
    for (String part : prefer.toLowerCase(Locale.ROOT).split(",", -1)) {
      String preference = part.strip();
      if (preference.equals("respond-async")) {
        respondAsync = true;
      } else if (preference.startsWith("wait=")) {
        wait = seconds(preference.substring("wait=".length()));
      }
    }
    return new Preferences(respondAsync, wait);
  }

  private static Duration seconds(String text) {
    try {
      int seconds = Integer.parseInt(text);
      if (seconds >= 0) {
        return Duration.ofSeconds(Math.min(seconds, MAX_WAIT_SECONDS));
      }
    } catch (NumberFormatException e) {
      // Said below, as for a negative number.
    }
    throw Problem.of(
            ProblemType.MALFORMED_REQUEST,
            "In the header Prefer, 'wait' takes seconds from 0 to %d, not '%s'."
                .formatted(MAX_WAIT_SECONDS, Excerpt.of(text)))
        .with("header", "Prefer")
        .asException();
  }
}
