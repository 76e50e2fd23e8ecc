package io.dromedary.sheet;

import static java.util.Objects.requireNonNull;

import io.dromedary.edit.EditId;
import io.dromedary.edit.SheetEdit.Subscribe;
import java.util.Optional;

/**
 * A webhook: somebody who is told of every change of a cell, or of all cells of a sheet.
 *
 * @param id the edit that made it
 * @param sheet the name as the subscriber wrote it
 * @param cell likewise; absent for all cells of the sheet
 * @param url where changes are posted to, {@code http} or {@code https}
 * @param secret what deliveries are signed with, base64; absent for the program's own
 */
public record Subscription(
    EditId id, String sheet, Optional<String> cell, String url, Optional<String> secret) {
  public Subscription {
    requireNonNull(id, "id is null");
    requireNonNull(sheet, "sheet is null");
    requireNonNull(cell, "cell is null");
    requireNonNull(url, "url is null");
    requireNonNull(secret, "secret is null");
  }

  /** The subscription that an edit makes. */
  public static Subscription of(EditId id, Subscribe edit) {
    return new Subscription(id, edit.sheet(), edit.cell(), edit.url(), edit.secret());
  }
}
