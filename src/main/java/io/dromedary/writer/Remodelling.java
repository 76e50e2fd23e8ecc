package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import java.sql.SQLException;
import java.util.List;

/** Takes up other cube models while edits come. Thread-safe. */
public final class Remodelling {
  private final Catalog catalog;
  private final Cubes cubes;
  private final WriterState state;

  Remodelling(Catalog catalog, Cubes cubes, WriterState state) {
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.cubes = requireNonNull(cubes, "cubes is null");
    this.state = requireNonNull(state, "state is null");
  }

  /**
   * Goes over to other models, between two groups: makes what their tables lack and reads the cubes
   * into memory again. Edits wait so long.
   *
   * @param models those of all cubes
   * @throws IllegalArgumentException if two tables share a name, or a table has a column of another
   *     type than its model; then the models of before stay
   * @throws SQLException if the database fails; likewise
   */
  public void remodel(List<CubeModel> models) throws SQLException {
    Catalog.check(models);
    state.inTurn(
        () -> {
          cubes.drain();
          List<CubeModel> former = List.copyOf(catalog.cubes());
          try {
            state.load(models);
          } catch (SQLException | RuntimeException e) {
            state.load(former);
            throw e;
          }
          return null;
        });
  }
}
