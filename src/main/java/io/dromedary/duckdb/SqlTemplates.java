package io.dromedary.duckdb;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL statements from {@code .sql} files, one each. A name in braces, as in <code>{table}</code>,
 * is replaced by SQL text that the caller vouches for: a quoted identifier or an expression made of
 * them. Values are always bound as parameters. Thread-safe.
 */
public final class SqlTemplates {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)\\}");

  private final Path folder;
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> lastReplacements = new ConcurrentHashMap<>();

  public SqlTemplates(Path folder) {
    this.folder = requireNonNull(folder, "folder is null");
  }

  /**
   * The statement in {@code <name>.sql} with its placeholders replaced.
   *
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if a placeholder has no replacement
   */
  public String statement(String name, Map<String, String> replacements) {
    lastReplacements.put(name, replacements);
    return fill(name, template(name), replacements::get);
  }

  /**
   * What another text would make of a statement: with the replacements of its last use, or, if it
   * was not used yet, with names that need not exist.
   *
   * @throws IllegalArgumentException if a placeholder has no replacement
   */
  public String preview(String name, String text) {
    Map<String, String> last = lastReplacements.get(name);
    return fill(name, text, last == null ? placeholder -> "nothing" : last::get);
  }

  /** The text of now. */
  public String template(String name) {
    return texts.computeIfAbsent(name, this::read);
  }

  /** Whether the statement has been used since the start. */
  public boolean isUsed(String name) {
    return lastReplacements.containsKey(name);
  }

  /** Uses another text from the next statement on. */
  public void replace(String name, String text) {
    texts.put(name, requireNonNull(text, "text is null"));
  }

  private static String fill(String name, String text, UnaryOperator<String> replacements) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> {
              String replacement = replacements.apply(match.group(1));
              if (replacement == null) {
                throw new IllegalArgumentException(
                    "%s.sql has a placeholder {%s} that nothing replaces"
                        .formatted(name, match.group(1)));
              }
              return Matcher.quoteReplacement(replacement);
            });
  }

  /**
   * The statement in {@code <name>.sql}, which has no placeholders; routes call it by this name.
   */
  public String text(String name) {
    return statement(name, Map.of());
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name + ".sql"));
    } catch (IOException e) {
      throw new UncheckedIOException("The SQL template " + name + ".sql cannot be read", e);
    }
  }
}
