package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the routes folder and has what has changed there take effect. Not thread-safe. */
final class FolderReload implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderReload.class);

  private final FolderEdits folder;
  private final List<EditableFiles> kinds;
  private final ReloadHistory history;
  private boolean isUnreadable;

  /**
   * Makes it.
   *
   * @param kinds in the order in which they take effect, if files of several change at once
   */
  FolderReload(FolderEdits folder, List<EditableFiles> kinds, ReloadHistory history) {
    this.folder = requireNonNull(folder, "folder is null");
    this.kinds = List.copyOf(kinds);
    this.history = requireNonNull(history, "history is null");
  }

  @Override
  public void run() {
    try {
      Map<String, Optional<String>> edits = folder.take();
      isUnreadable = false;
      for (EditableFiles kind : kinds) {
        Map<String, Optional<String>> own = new TreeMap<>(edits);
        own.keySet().removeIf(name -> !kind.owns(name));
        if (!own.isEmpty()) {
          take(kind, own);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      if (!isUnreadable) {
        isUnreadable = true;
        LOG.error(
            "The routes folder cannot be read, so its edits take no effect: {}", e.toString());
      }
    }
  }

  private void take(EditableFiles kind, Map<String, Optional<String>> edits) {
    long start = System.nanoTime();
    EditableFiles.Taken taken;
    try {
      taken = kind.take(edits);
    } catch (RuntimeException e) {
      LOG.error("{} could not be taken over; save again, or restart", edits.keySet(), e);
      edits.keySet().forEach(name -> refuse(new RefusedEditException(name, 0, e.toString(), e)));
      return;
    }
    taken.refused().forEach(this::refuse);
    List<String> applied =
        edits.keySet().stream()
            .filter(name -> taken.refused().stream().noneMatch(e -> e.file().equals(name)))
            .toList();
    if (!applied.isEmpty()) {
      LOG.info(
          "{} ({} ms)",
          history.applied(applied, taken.effect()).text(),
          (System.nanoTime() - start) / 1_000_000);
    }
  }

  private void refuse(RefusedEditException refusal) {
    LOG.error(
        "{}. The last good version stays in use until the file is mended",
        history.refused(refusal).text());
    LOG.debug("The cause", refusal);
  }
}
