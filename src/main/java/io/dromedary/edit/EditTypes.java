package io.dromedary.edit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The types of edits, by the names that they have in the log. */
public final class EditTypes {
  /** What an entry is called that is no edit of a known type. */
  public static final String OTHER = "other";

  /** All of them, {@link #OTHER} included. */
  public static final List<String> ALL =
      List.of(
          TableEdit.TYPE,
          SheetEditReader.SET_CELLS,
          SheetEditReader.REFRESH_EXTERNALS,
          SheetEditReader.DELETE_CELL,
          SheetEditReader.DELETE_SHEET,
          SheetEditReader.SUBSCRIBE,
          SheetEditReader.UNSUBSCRIBE,
          OTHER);

  private static final String TABLE_FIRST = "{\"table\":";
  private static final String TYPE_FIRST = "{\"type\":\"";

  private EditTypes() {}

  /**
   * The type of an entry. Of one that this program has written it is seen at once; only others are
   * parsed.
   *
   * @param entry the JSON of the log, which need not be well-formed
   * @return one of {@link #ALL}
   */
  public static String of(String entry) {
    if (entry.startsWith(TABLE_FIRST)) {
      return TableEdit.TYPE;
    }
    int end = entry.startsWith(TYPE_FIRST) ? entry.indexOf('"', TYPE_FIRST.length()) : -1;
    return known(end < 0 ? parsed(entry) : entry.substring(TYPE_FIRST.length(), end));
  }

  private static String parsed(String entry) {
    try {
      JsonNode json = Json.read(entry);
      JsonNode edit = json.path("data").isObject() ? json.get("data") : json;
      return edit.isObject() ? edit.path("type").asText(TableEdit.TYPE) : OTHER;
    } catch (ProblemException e) {
      return OTHER;
    }
  }

  /** The list's own text, of which there is just one. */
  private static String known(String type) {
    int index = ALL.indexOf(type);
    return index < 0 ? OTHER : ALL.get(index);
  }
}
