package io.dromedary.sheet;

import io.dromedary.edit.CellName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All sheets as readers see them: as they were after the last commit. Thread-safe. */
public final class SheetViews {
  private final Map<String, SheetView> views = new ConcurrentHashMap<>();

  /** The sheet with a name, in any writing, if it has cells. */
  public Optional<SheetView> find(String name) {
    return ever(name).filter(view -> view.size() > 0);
  }

  /** The sheet with a name, in any writing, if it ever had cells. */
  public Optional<SheetView> ever(String name) {
    return Optional.ofNullable(views.get(CellName.key(name)));
  }

  /** All sheets that have cells, by name. */
  public List<SheetView> all() {
    return views.values().stream()
        .filter(view -> view.size() > 0)
        .sorted(Comparator.comparing(view -> CellName.key(view.name())))
        .toList();
  }

  /** Lets readers see a sheet as it is now. */
  void publish(Sheet sheet) {
    SheetView former = views.getOrDefault(sheet.key, SheetView.empty(sheet));
    views.put(sheet.key, former.with(sheet, sheet.takeUnpublished()));
  }
}
