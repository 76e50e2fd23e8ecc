package io.dromedary.reload;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.CubeModel;
import io.dromedary.cube.CubeModelReader;
import io.dromedary.writer.Writer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Changed cube models: the writer reads its cubes anew between two groups. */
final class ModelEdits implements EditableFiles {
  private static final String FOLDER = "models/";

  private final Map<String, CubeModel> running = new TreeMap<>();
  private final Writer writer;

  /**
   * Makes the kind.
   *
   * @param files the texts of the files with which the program has started
   */
  ModelEdits(Writer writer, Map<String, String> files) {
    this.writer = requireNonNull(writer, "writer is null");
    files.forEach(
        (name, text) -> {
          if (owns(name)) {
            running.put(name, CubeModelReader.read(text));
          }
        });
  }

  @Override
  public boolean owns(String name) {
    return name.startsWith(FOLDER) && name.endsWith(".yaml");
  }

  @Override
  public Taken take(Map<String, Optional<String>> edits) {
    List<String> effects = new ArrayList<>();
    List<RefusedEditException> refused = new ArrayList<>();
    edits.forEach(
        (file, text) -> {
          try {
            effects.add(take(file, text));
          } catch (SQLException | RuntimeException e) {
            refused.add(Failures.refusal(file, text.orElse(""), e));
          }
        });
    return new Taken(String.join("; ", effects), refused);
  }

  private String take(String file, Optional<String> text) throws SQLException {
    Map<String, CubeModel> wanted = new TreeMap<>(running);
    text.map(CubeModelReader::read)
        .ifPresentOrElse(model -> wanted.put(file, model), () -> wanted.remove(file));
    if (wanted.equals(running)) {
      return "no cube changed";
    }
    writer.remodelling().remodel(List.copyOf(wanted.values()));
    running.clear();
    running.putAll(wanted);
    return text.isEmpty()
        ? "its cube is gone; the tables stay in the database"
        : "the cube '" + wanted.get(file).name() + "' has changed";
  }
}
