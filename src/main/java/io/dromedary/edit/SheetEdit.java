package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An edit of a formula sheet, or of who is told of its changes. Its names are well-formed: the
 * constructors throw a {@link ProblemException} MALFORMED_REQUEST otherwise.
 */
public sealed interface SheetEdit extends EditRequest {
  /** What any of these edits may have; each part is null if it is absent. */
  record Terms(String user, String key, EditId ifMatch) {
    /** No terms. */
    public static final Terms NONE = new Terms(null, null, null);
  }

  /** The user, the key and the version. */
  Terms terms();

  /** The same edit on other terms. */
  SheetEdit with(Terms terms);

  @Override
  default String key() {
    return terms().key();
  }

  @Override
  default EditId ifMatch() {
    return terms().ifMatch();
  }

  @Override
  default SheetEdit withKey(String key) {
    return with(
        new Terms(terms().user(), EditFields.sameKey(terms().key(), key), terms().ifMatch()));
  }

  @Override
  default SheetEdit withIfMatch(EditId version) {
    return with(new Terms(terms().user(), terms().key(), version));
  }

  @Override
  default String toJson() {
    return SheetEditWriter.toJson(this);
  }

  /**
   * What the edge has fetched for an edit, because the writer fetches nothing.
   *
   * @param values by URL, the results of the remote cells
   * @param via the cells, as URLs, whose changes have led to this edit, the first one first
   */
  record Externals(Map<String, String> values, List<String> via) {
    /** Nothing. */
    public static final Externals NONE = new Externals(Map.of(), List.of());

    public Externals {
      values = new LinkedHashMap<>(values);
      via = List.copyOf(via);
    }
  }

  /**
   * Writes cells of a sheet, all or none of them.
   *
   * @param cells by name, what is written: 1 to 10,000, whose names differ in more than case
   */
  record SetCells(String sheet, Map<String, String> cells, Externals externals, Terms terms)
      implements SheetEdit {
    public SetCells {
      CellName.require(sheet, "sheet");
      cells = new LinkedHashMap<>(cells);
      SheetEditRules.requireCells(cells);
      requireNonNull(externals, "externals is null");
      requireNonNull(terms, "terms is null");
    }

    @Override
    public SetCells with(Terms newTerms) {
      return new SetCells(sheet, cells, externals, newTerms);
    }

    /** The same edit with what was fetched for it. */
    public SetCells with(Externals fetched) {
      return new SetCells(sheet, cells, fetched, terms);
    }
  }

  /** Brings what other instances have told into a cell that refers to them. */
  record RefreshExternals(String sheet, String cell, Externals externals, Terms terms)
      implements SheetEdit {
    public RefreshExternals {
      CellName.require(sheet, "sheet");
      CellName.require(cell, "cell");
      requireNonNull(externals, "externals is null");
      requireNonNull(terms, "terms is null");
    }

    @Override
    public RefreshExternals with(Terms newTerms) {
      return new RefreshExternals(sheet, cell, externals, newTerms);
    }
  }

  /** Deletes a cell. */
  record DeleteCell(String sheet, String cell, Terms terms) implements SheetEdit {
    public DeleteCell {
      CellName.require(sheet, "sheet");
      CellName.require(cell, "cell");
      requireNonNull(terms, "terms is null");
    }

    @Override
    public DeleteCell with(Terms newTerms) {
      return new DeleteCell(sheet, cell, newTerms);
    }
  }

  /** Deletes a sheet with all its cells. */
  record DeleteSheet(String sheet, Terms terms) implements SheetEdit {
    public DeleteSheet {
      CellName.require(sheet, "sheet");
      requireNonNull(terms, "terms is null");
    }

    @Override
    public DeleteSheet with(Terms newTerms) {
      return new DeleteSheet(sheet, newTerms);
    }
  }

  /**
   * Has somebody told of changes.
   *
   * @param cell absent for all cells of the sheet
   * @param secret what deliveries are signed with, base64
   */
  record Subscribe(
      String sheet, Optional<String> cell, String url, Optional<String> secret, Terms terms)
      implements SheetEdit {
    public Subscribe {
      CellName.require(sheet, "sheet");
      cell.ifPresent(name -> CellName.require(name, "cell"));
      requireNonNull(url, "url is null");
      requireNonNull(secret, "secret is null");
      requireNonNull(terms, "terms is null");
    }

    @Override
    public Subscribe with(Terms newTerms) {
      return new Subscribe(sheet, cell, url, secret, newTerms);
    }
  }

  /**
   * Ends a subscription.
   *
   * @param webhook the edit that made it
   */
  record Unsubscribe(EditId webhook, Terms terms) implements SheetEdit {
    public Unsubscribe {
      requireNonNull(webhook, "webhook is null");
      requireNonNull(terms, "terms is null");
    }

    @Override
    public Unsubscribe with(Terms newTerms) {
      return new Unsubscribe(webhook, newTerms);
    }
  }
}
