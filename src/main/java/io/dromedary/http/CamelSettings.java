package io.dromedary.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;

/**
 * The settings of a feature among the properties of a Camel context.
 *
 * @param prefix what the names of all of them begin with, with its dot
 */
public record CamelSettings(CamelContext camelContext, String prefix) {
  public CamelSettings {
    requireNonNull(camelContext, "camelContext is null");
    requireNonNull(prefix, "prefix is null");
  }

  /** A text that is not blank. */
  public Optional<String> text(String name) {
    return camelContext
        .getPropertiesComponent()
        .resolveProperty(prefix + name)
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException if it is none, or out of range; the message names it
   */
  public int number(String name, int otherwise, int least, int most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, as a number out of range.
    }
    throw new IllegalArgumentException(
        "%s%s is '%s'; it must be a whole number from %d to %d"
            .formatted(prefix, name, text.get(), least, most));
  }

  /** Likewise, milliseconds from 1. */
  public Duration millis(String name, int otherwise, int most) {
    return Duration.ofMillis(number(name, otherwise, 1, most));
  }
}
