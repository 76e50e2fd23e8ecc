package io.dromedary.settings;

import java.util.regex.Pattern;

/** Takes secrets out of what is logged. */
final class Mask {
  static final String HIDDEN = "***";

  /** Up to the last @, because somebody may not have encoded one in the password. */
  private static final Pattern LOGIN = Pattern.compile("(?<=://).*@");

  private Mask() {}

  /** A text with {@code ***} for the user and the password of a URL in it. */
  static String logins(String text) {
    return LOGIN.matcher(text).replaceAll(HIDDEN + "@");
  }
}
