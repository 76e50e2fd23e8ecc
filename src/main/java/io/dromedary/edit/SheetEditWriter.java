package io.dromedary.edit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.edit.SheetEdit.DeleteCell;
import io.dromedary.edit.SheetEdit.DeleteSheet;
import io.dromedary.edit.SheetEdit.Externals;
import io.dromedary.edit.SheetEdit.RefreshExternals;
import io.dromedary.edit.SheetEdit.SetCells;
import io.dromedary.edit.SheetEdit.Subscribe;
import io.dromedary.edit.SheetEdit.Unsubscribe;

/** Writes edits of sheets in the form that {@link SheetEditReader} reads. */
final class SheetEditWriter {
  private SheetEditWriter() {}

  static String toJson(SheetEdit edit) {
    ObjectNode json = Json.mapper().createObjectNode();
    if (edit instanceof SetCells set) {
      json.put("type", SheetEditReader.SET_CELLS).put("sheet", set.sheet());
      ObjectNode cells = json.putObject("cells");
      set.cells().forEach(cells::put);
      putExternals(json, set.externals());
    } else if (edit instanceof RefreshExternals refresh) {
      json.put("type", SheetEditReader.REFRESH_EXTERNALS)
          .put("sheet", refresh.sheet())
          .put("cell", refresh.cell());
      putExternals(json, refresh.externals());
    } else if (edit instanceof DeleteCell delete) {
      json.put("type", SheetEditReader.DELETE_CELL)
          .put("sheet", delete.sheet())
          .put("cell", delete.cell());
    } else if (edit instanceof DeleteSheet delete) {
      json.put("type", SheetEditReader.DELETE_SHEET).put("sheet", delete.sheet());
    } else if (edit instanceof Subscribe subscribe) {
      json.put("type", SheetEditReader.SUBSCRIBE).put("sheet", subscribe.sheet());
      EditFields.put(json, "cell", subscribe.cell().orElse(null));
      json.put("webhook_url", subscribe.url());
      EditFields.put(json, "secret", subscribe.secret().orElse(null));
    } else if (edit instanceof Unsubscribe unsubscribe) {
      json.put("type", SheetEditReader.UNSUBSCRIBE)
          .put("webhook", unsubscribe.webhook().toString());
    }
    EditFields.put(json, "user", edit.terms().user());
    EditFields.put(json, "key", edit.terms().key());
    EditFields.put(
        json,
        "if_match",
        edit.terms().ifMatch() == null ? null : edit.terms().ifMatch().toString());
    return Json.write(json);
  }

  private static void putExternals(ObjectNode json, Externals externals) {
    if (!externals.values().isEmpty()) {
      ObjectNode values = json.putObject("externals");
      externals.values().forEach(values::put);
    }
    if (!externals.via().isEmpty()) {
      externals.via().forEach(json.putArray("via")::add);
    }
  }
}
