package io.dromedary.sheet;

import io.dromedary.edit.EditId;
import java.util.List;
import java.util.Optional;

/** The subscriptions that are committed. Thread-safe; a read never waits for a write. */
public interface SubscriptionDirectory {
  /** The subscription with this id, unless it was deleted. */
  Optional<Subscription> find(EditId id);

  /** All subscriptions in the order of their ids. */
  List<Subscription> all();
}
