package io.dromedary.external;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.ProblemException;
import io.dromedary.edit.SheetEdit.SetCells;
import io.dromedary.sheet.CellParser;
import io.dromedary.sheet.CellRefusal;
import io.dromedary.sheet.CellView;
import io.dromedary.sheet.SheetView;
import io.dromedary.sheet.SheetViews;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows what cells refer to. Thread-safe. */
final class ExternalReferences {
  /** The most cells elsewhere that one edit may refer to. */
  static final int MAX_CELLS = 100;

  /** What every formula has that refers to others; to tell most of those that do not. */
  private static final Pattern CALL = Pattern.compile("(?i)^=.*EXTERNAL_REF", Pattern.DOTALL);

  private final CellParser parser;
  private final SheetViews sheets;
  private final OwnUrls urls;

  ExternalReferences(CellParser parser, SheetViews sheets, OwnUrls urls) {
    this.parser = requireNonNull(parser, "parser is null");
    this.sheets = requireNonNull(sheets, "sheets is null");
    this.urls = requireNonNull(urls, "urls is null");
  }

  /** The URLs in each cell of an edit that refers to any. */
  Map<CellKey, Set<String>> of(SetCells edit) {
    Map<CellKey, Set<String>> references = new LinkedHashMap<>();
    edit.cells()
        .forEach(
            (name, value) -> {
              List<String> externals = parser.externals(name, value);
              if (!externals.isEmpty()) {
                references.put(CellKey.of(edit.sheet(), name), new LinkedHashSet<>(externals));
              }
            });
    return references;
  }

  /** The URLs in a cell as it is now. */
  Set<String> of(CellKey key) {
    Optional<CellView> cell = sheets.find(key.sheet()).flatMap(sheet -> sheet.cell(key.cell()));
    try {
      return cell.isEmpty()
          ? Set.of()
          : new LinkedHashSet<>(parser.externals(cell.get().name(), cell.get().value()));
    } catch (ProblemException e) {
      // A formula of before that cannot be read any more counts as text.
      return Set.of();
    }
  }

  /** The cells that refer to others, as they are now. */
  List<CellKey> all() {
    List<CellKey> referring = new ArrayList<>();
    for (SheetView sheet : sheets.all()) {
      for (int number = 0; number < sheet.numbers(); number++) {
        CellView cell = sheet.cell(number);
        if (cell != null && CALL.matcher(cell.value()).find()) {
          CellKey key = CellKey.of(sheet.name(), cell.name());
          if (!of(key).isEmpty()) {
            referring.add(key);
          }
        }
      }
    }
    return referring;
  }

  /**
   * What is to be fetched for an edit, each cell once, with all that is to be told of its changes.
   *
   * @throws ProblemException CELL_REFUSED if it is more than {@value #MAX_CELLS} cells
   */
  List<ExternalCell> cells(SetCells edit, Map<CellKey, Set<String>> references) {
    Map<String, List<String>> webhooks = new LinkedHashMap<>();
    references.forEach(
        (key, externals) ->
            externals.forEach(
                url ->
                    webhooks
                        .computeIfAbsent(url, absent -> new ArrayList<>())
                        .add(urls.webhook(key))));
    if (webhooks.size() > MAX_CELLS) {
      throw CellRefusal.of(
          edit.cells().keySet().iterator().next(),
          "an edit refers to at most %d cells by EXTERNAL_REF, and this one to %d"
              .formatted(MAX_CELLS, webhooks.size()));
    }
    return webhooks.entrySet().stream()
        .map(entry -> new ExternalCell(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Refuses an edit for what could not be fetched. */
  ProblemException refusal(SetCells edit, ExternalException failure) {
    String cell =
        edit.cells().entrySet().stream()
            .filter(
                entry -> parser.externals(entry.getKey(), entry.getValue()).contains(failure.url()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    return CellRefusal.of(cell, failure.getMessage());
  }
}
