package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * How other instances call the cells of this one. A cell has one URL, however its name is written.
 */
final class OwnUrls {
  private volatile Supplier<String> base;

  /**
   * Says where this instance is reached.
   *
   * @param newBase asked for with each URL: the port is known only when the server listens
   */
  void use(Supplier<String> newBase) {
    base = requireNonNull(newBase, "newBase is null");
  }

  /** Where the cell is read. */
  String cell(CellKey key) {
    String start = base.get();
    return (start.endsWith("/") ? start.substring(0, start.length() - 1) : start)
        + "/api/v1/"
        + segment(key.sheet())
        + "/"
        + segment(key.cell());
  }

  /** What is called when a cell has changed that this one refers to. */
  String webhook(CellKey key) {
    return cell(key) + "/externalRefWebhook";
  }

  private static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
