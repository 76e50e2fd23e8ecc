package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has changed in a folder since it was last looked at. It is looked at again and again, which
 * also finds what an editor replaces by renaming, what is mounted, and what links lead to. A file
 * counts when it has stayed the same from one look to the next: nobody writes it just now. Not
 * thread-safe.
 */
final class FolderEdits {
  private static final Logger LOG = LoggerFactory.getLogger(FolderEdits.class);

  /** The folder itself and those for models and SQL. */
  private static final int DEPTH = 2;

  private final Path folder;
  private final Map<String, Stamp> taken = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private Map<String, Stamp> last = Map.of();

  private record Stamp(long modified, long size, Object key) {
    static Stamp of(BasicFileAttributes attributes) {
      return new Stamp(
          attributes.lastModifiedTime().toMillis(), attributes.size(), attributes.fileKey());
    }
  }

  private FolderEdits(Path folder) {
    this.folder = folder;
  }

  /** Looks at a folder for the first time. */
  static FolderEdits since(Path folder) throws IOException {
    FolderEdits edits = new FolderEdits(requireNonNull(folder, "folder is null"));
    edits.last = edits.look();
    edits.taken.putAll(edits.last);
    for (String name : edits.last.keySet()) {
      edits.texts.put(name, Files.readString(folder.resolve(name)));
    }
    return edits;
  }

  /** The files as they were when they were last taken: path below the folder, text. */
  Map<String, String> texts() {
    return new TreeMap<>(texts);
  }

  /**
   * Takes the files that have changed and are settled.
   *
   * @return the new text of each, or nothing for one that is gone; in the order of their paths
   */
  Map<String, Optional<String>> take() throws IOException {
    Map<String, Stamp> now = look();
    Map<String, Optional<String>> edits = new TreeMap<>();
    now.forEach(
        (name, stamp) -> {
          if (stamp.equals(last.get(name)) && !stamp.equals(taken.put(name, stamp))) {
            read(name)
                .filter(text -> !text.equals(texts.put(name, text)))
                .ifPresent(text -> edits.put(name, Optional.of(text)));
          }
        });
    for (String name : List.copyOf(taken.keySet())) {
      // One that has only just disappeared may be about to come back.
      if (!now.containsKey(name) && !last.containsKey(name)) {
        taken.remove(name);
        if (texts.remove(name) != null) {
          edits.put(name, Optional.empty());
        }
      }
    }
    last = now;
    return edits;
  }

  private Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(folder.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CharacterCodingException e) {
      LOG.error("{} is not UTF-8 and is passed over; save it as UTF-8", name);
      return Optional.empty();
    } catch (IOException e) {
      LOG.error("{} cannot be read and is passed over: {}", name, e.getMessage());
      return Optional.empty();
    }
  }

  private Map<String, Stamp> look() throws IOException {
    Map<String, Stamp> files = new HashMap<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && isOurs(file.getFileName().toString())) {
              String name = folder.relativize(file).toString().replace('\\', '/');
              files.put(name, Stamp.of(attributes));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            // Gone between being listed and being looked at.
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  /** Editors leave files of their own beside those that they edit. */
  private static boolean isOurs(String name) {
    return !name.startsWith(".")
        && (name.endsWith(".yaml") || name.endsWith(".sql") || name.endsWith(".properties"));
  }
}
