package io.dromedary.edit;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.SheetEdit.DeleteCell;
import io.dromedary.edit.SheetEdit.DeleteSheet;
import io.dromedary.edit.SheetEdit.Externals;
import io.dromedary.edit.SheetEdit.RefreshExternals;
import io.dromedary.edit.SheetEdit.SetCells;
import io.dromedary.edit.SheetEdit.Subscribe;
import io.dromedary.edit.SheetEdit.Terms;
import io.dromedary.edit.SheetEdit.Unsubscribe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads edits of sheets from their JSON. */
final class SheetEditReader {
  static final String SET_CELLS = "set_formula_cells";
  static final String REFRESH_EXTERNALS = "refresh_externals";
  static final String DELETE_CELL = "delete_formula_cell";
  static final String DELETE_SHEET = "delete_sheet";
  static final String SUBSCRIBE = "subscribe";
  static final String UNSUBSCRIBE = "unsubscribe";

  private SheetEditReader() {}

  /**
   * Reads an edit of a type.
   *
   * @throws ProblemException MALFORMED_REQUEST with the member {@code field}
   */
  static SheetEdit read(String type, JsonNode edit) {
    switch (type) {
      case SET_CELLS -> {
        requireFields(edit, "sheet", "cells", "externals", "via");
        return new SetCells(
            EditFields.text(edit, "sheet", true), cells(edit), externals(edit), terms(edit));
      }
      case REFRESH_EXTERNALS -> {
        requireFields(edit, "sheet", "cell", "externals", "via");
        return new RefreshExternals(
            EditFields.text(edit, "sheet", true),
            EditFields.text(edit, "cell", true),
            externals(edit),
            terms(edit));
      }
      case DELETE_CELL -> {
        requireFields(edit, "sheet", "cell");
        return new DeleteCell(
            EditFields.text(edit, "sheet", true), EditFields.text(edit, "cell", true), terms(edit));
      }
      case DELETE_SHEET -> {
        requireFields(edit, "sheet");
        return new DeleteSheet(EditFields.text(edit, "sheet", true), terms(edit));
      }
      case SUBSCRIBE -> {
        requireFields(edit, "sheet", "cell", "webhook_url", "secret");
        return subscribe(edit);
      }
      case UNSUBSCRIBE -> {
        requireFields(edit, "webhook");
        return new Unsubscribe(webhook(edit), terms(edit));
      }
      default ->
          throw EditFields.malformed(
              "type",
              "'%s' is no type of edit; there are %s."
                  .formatted(
                      Excerpt.of(type),
                      String.join(
                          ", ",
                          TableEdit.TYPE,
                          SET_CELLS,
                          REFRESH_EXTERNALS,
                          DELETE_CELL,
                          DELETE_SHEET,
                          SUBSCRIBE,
                          UNSUBSCRIBE)));
    }
  }

  private static void requireFields(JsonNode edit, String... own) {
    Set<String> known = new HashSet<>(Set.of("type", "user", "key", "if_match"));
    known.addAll(List.of(own));
    EditFields.requireKnown(edit, known);
  }

  private static Terms terms(JsonNode edit) {
    return new Terms(
        EditFields.text(edit, "user", false), EditFields.key(edit), EditFields.version(edit));
  }

  private static SheetEdit subscribe(JsonNode edit) {
    return new Subscribe(
        EditFields.text(edit, "sheet", true),
        edit.has("cell") ? Optional.of(EditFields.text(edit, "cell", true)) : Optional.empty(),
        EditFields.text(edit, "webhook_url", true),
        Optional.ofNullable(EditFields.text(edit, "secret", false)),
        terms(edit));
  }

  private static EditId webhook(JsonNode edit) {
    try {
      return EditId.parse(EditFields.text(edit, "webhook", true));
    } catch (IllegalArgumentException e) {
      throw EditFields.malformed("webhook", e.getMessage() + ".");
    }
  }

  private static Map<String, String> cells(JsonNode edit) {
    JsonNode node = edit.path("cells");
    Map<String, String> cells = new LinkedHashMap<>();
    node.properties()
        .forEach(entry -> cells.put(entry.getKey(), textOf(entry.getValue(), "cells")));
    return cells;
  }

  private static Externals externals(JsonNode edit) {
    Map<String, String> values = new LinkedHashMap<>();
    JsonNode node = edit.path("externals");
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      values.put(entry.getKey(), textOf(entry.getValue(), "externals"));
    }
    List<String> via = new ArrayList<>();
    for (JsonNode cell : edit.path("via")) {
      via.add(textOf(cell, "via"));
    }
    return new Externals(values, via);
  }

  private static String textOf(JsonNode node, String field) {
    if (!node.isTextual()) {
      throw EditFields.malformed(field, "The field '%s' holds strings.".formatted(field));
    }
    return node.textValue();
  }
}
