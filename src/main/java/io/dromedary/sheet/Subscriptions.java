package io.dromedary.sheet;

import io.dromedary.edit.CellName;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.dromedary.edit.SheetEdit.Subscribe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Who is told of changes. The writer changes it; as a {@link SubscriptionDirectory} it shows what
 * was last published. Only the directory is thread-safe.
 */
public final class Subscriptions implements SubscriptionDirectory {
  /** The key under which those of all cells of a sheet stand: no cell has an empty name. */
  private static final String ALL_CELLS = "";

  private final Map<EditId, Subscription> byId = new TreeMap<>();

  /** By the keys of sheet and cell. */
  private final Map<String, Map<String, List<Subscription>>> byCell = new HashMap<>();

  private volatile Map<EditId, Subscription> published = Map.of();

  /** Whether there is something that readers have yet to see. */
  private boolean isChanged;

  /** The subscription that says the same already, if there is one. */
  public Optional<Subscription> find(Subscribe request) {
    return matching(
            CellName.key(request.sheet()), request.cell().map(CellName::key).orElse(ALL_CELLS))
        .filter(one -> one.url().equals(request.url()) && one.secret().equals(request.secret()))
        .findFirst();
  }

  /** Forgets all of them. */
  public void clear() {
    isChanged = true;
    byId.clear();
    byCell.clear();
  }

  /** Adds a subscription. */
  public void add(Subscription subscription) {
    isChanged = true;
    byId.put(subscription.id(), subscription);
    byCell
        .computeIfAbsent(CellName.key(subscription.sheet()), sheet -> new HashMap<>())
        .computeIfAbsent(cellKey(subscription), cell -> new ArrayList<>())
        .add(subscription);
  }

  /**
   * Removes a subscription.
   *
   * @throws io.dromedary.edit.ProblemException UNKNOWN_WEBHOOK
   */
  public Subscription remove(EditId id) {
    Subscription removed = byId.remove(id);
    if (removed == null) {
      throw Problem.of(ProblemType.UNKNOWN_WEBHOOK, "There is no webhook '%s'.".formatted(id))
          .with("webhook", id.toString())
          .asException();
    }
    isChanged = true;
    byCell.get(CellName.key(removed.sheet())).get(cellKey(removed)).remove(removed);
    return removed;
  }

  private static String cellKey(Subscription subscription) {
    return subscription.cell().map(CellName::key).orElse(ALL_CELLS);
  }

  /** Those who are to be told of a change of a cell, the oldest first. */
  public List<Subscription> of(String sheet, String cell) {
    if (byId.isEmpty()) {
      return List.of();
    }
    return Stream.concat(
            matching(CellName.key(sheet), CellName.key(cell)),
            matching(CellName.key(sheet), ALL_CELLS))
        .sorted((one, other) -> one.id().compareTo(other.id()))
        .toList();
  }

  private Stream<Subscription> matching(String sheetKey, String cellKey) {
    return byCell.getOrDefault(sheetKey, Map.of()).getOrDefault(cellKey, List.of()).stream();
  }

  /** Lets readers see everything as it is now. */
  public void publish() {
    if (isChanged) {
      published = new TreeMap<>(byId);
      isChanged = false;
    }
  }

  @Override
  public Optional<Subscription> find(EditId id) {
    return Optional.ofNullable(published.get(id));
  }

  @Override
  public List<Subscription> all() {
    return List.copyOf(published.values());
  }
}
