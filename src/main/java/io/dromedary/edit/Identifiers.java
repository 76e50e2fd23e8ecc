package io.dromedary.edit;

/** Quotes names for SQL. */
public final class Identifiers {
  private Identifiers() {}

  /** The name in double quotes, so that any text is one identifier and nothing else. */
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
