package io.dromedary.webhook;

import io.dromedary.edit.EditId;
import io.dromedary.sheet.Subscription;
import io.dromedary.sheet.SubscriptionDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Subscriptions that a test makes and deletes. */
final class TestDirectory implements SubscriptionDirectory {
  private final Map<EditId, Subscription> subscriptions = new ConcurrentSkipListMap<>();

  EditId subscribe(long number, Optional<String> cell, String url, Optional<String> secret) {
    EditId id = new EditId(number, 0);
    subscriptions.put(id, new Subscription(id, "Sheet", cell, url, secret));
    return id;
  }

  void delete(EditId id) {
    subscriptions.remove(id);
  }

  @Override
  public Optional<Subscription> find(EditId id) {
    return Optional.ofNullable(subscriptions.get(id));
  }

  @Override
  public List<Subscription> all() {
    return List.copyOf(subscriptions.values());
  }
}
