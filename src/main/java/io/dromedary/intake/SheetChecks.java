package io.dromedary.intake;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.dromedary.edit.SheetEdit;
import io.dromedary.edit.SheetEdit.Externals;
import io.dromedary.edit.SheetEdit.RefreshExternals;
import io.dromedary.edit.SheetEdit.SetCells;
import io.dromedary.edit.SheetEdit.Subscribe;
import io.dromedary.sheet.CellParser;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** What can be told of an edit of a sheet without the sheet. Thread-safe. */
public final class SheetChecks {
  private final CellParser parser;
  private final Consumer<Subscribe> receivers;

  /**
   * Makes the checks.
   *
   * @param receivers throws a ProblemException if the receiver of a subscription cannot be one
   */
  public SheetChecks(CellParser parser, Consumer<Subscribe> receivers) {
    this.parser = requireNonNull(parser, "parser is null");
    this.receivers = requireNonNull(receivers, "receivers is null");
  }

  /**
   * The URLs that the formulas of an edit refer to.
   *
   * @throws io.dromedary.edit.ProblemException CELL_REFUSED if a name or a formula is wrong
   */
  Set<String> externals(SetCells edit) {
    Set<String> urls = new LinkedHashSet<>();
    edit.cells().forEach((name, value) -> urls.addAll(parser.externals(name, value)));
    return urls;
  }

  /**
   * Holds a subscription against the rules for receivers.
   *
   * @throws io.dromedary.edit.ProblemException MALFORMED_REQUEST or FORBIDDEN_ADDRESS
   */
  void requireReceiver(Subscribe edit) {
    receivers.accept(edit);
  }

  /**
   * Holds an edit from a list against all rules; nothing is fetched for it.
   *
   * @throws io.dromedary.edit.ProblemException CELL_REFUSED, MALFORMED_REQUEST
   */
  void requireComplete(SheetEdit edit) {
    if (edit instanceof RefreshExternals
        || (edit instanceof SetCells set
            && (!set.externals().equals(Externals.NONE) || !externals(set).isEmpty()))) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "References to other instances are fetched when cells are written through /api/v1, not in a list of edits.")
          .with("field", "cells")
          .asException();
    }
    if (edit instanceof Subscribe subscribe) {
      requireReceiver(subscribe);
    }
  }
}
