package io.dromedary.writer;

import static java.util.Objects.requireNonNull;

import io.dromedary.cube.Catalog;
import io.dromedary.cube.CubeModel;
import io.dromedary.cube.CubeState;
import io.dromedary.cube.MeasureModel;
import io.dromedary.cube.TotalWatch;
import io.dromedary.edit.Column;
import io.dromedary.edit.Columns;
import io.dromedary.edit.Condition;
import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.formula.CubeReference;
import io.dromedary.formula.Value;
import io.dromedary.sheet.CubeTotals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The totals of cubes that formulas are made of. Not thread-safe. */
final class WatchedTotals implements CubeTotals {
  private final Catalog catalog;
  private final Function<String, CubeState> states;
  private final Map<CubeReference, Watched> watched = new HashMap<>();

  /** A total as it was told last. */
  private static final class Watched {
    final CubeState cube;
    final TotalWatch watch;
    Value told;

    Watched(CubeState cube, TotalWatch watch, Value told) {
      this.cube = cube;
      this.watch = watch;
      this.told = told;
    }
  }

  /** A reference that was found in the models. */
  private record Region(CubeState cube, MeasureModel measure, Condition condition) {}

  WatchedTotals(Catalog catalog, Function<String, CubeState> states) {
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.states = requireNonNull(states, "states is null");
  }

  @Override
  public Value total(CubeReference reference) {
    Watched known = watched.get(reference);
    if (known != null) {
      return value(known);
    }
    Watched asked = start(reference);
    end(asked);
    return asked.told;
  }

  private static Value value(Watched total) {
    return total.watch == null ? total.told : Value.ofInput(total.watch.total().toPlainString());
  }

  @Override
  public void watch(CubeReference reference) {
    watched.put(reference, start(reference));
  }

  private Watched start(CubeReference reference) {
    try {
      Region region = region(reference);
      TotalWatch watch = region.cube().watch(region.measure(), region.condition());
      return new Watched(region.cube(), watch, Value.ofInput(watch.total().toPlainString()));
    } catch (ProblemException e) {
      return new Watched(null, null, Value.Failure.because(e.problem().detail()));
    }
  }

  @Override
  public void unwatch(CubeReference reference) {
    end(watched.remove(reference));
  }

  private static void end(Watched total) {
    if (total.watch != null) {
      total.cube.unwatch(total.watch);
    }
  }

  /** The totals of a cube that differ from what was told of them last. */
  List<CubeReference> takeChanges(CubeState cube) {
    List<CubeReference> changed = new ArrayList<>();
    watched.forEach(
        (reference, total) -> {
          if (total.cube == cube) {
            Value now = value(total);
            if (!now.equals(total.told)) {
              total.told = now;
              changed.add(reference);
            }
          }
        });
    return changed;
  }

  /** Watches all totals anew, because cubes were read into memory again; those that differ. */
  List<CubeReference> restart() {
    List<CubeReference> changed = new ArrayList<>();
    for (Map.Entry<CubeReference, Watched> total : watched.entrySet()) {
      // Also of a cube that stays: it would keep up both.
      end(total.getValue());
      Watched now = start(total.getKey());
      if (!now.told.equals(total.getValue().told)) {
        changed.add(total.getKey());
      }
      total.setValue(now);
    }
    return changed;
  }

  private Region region(CubeReference reference) {
    CubeModel model = catalog.cube(reference.cube());
    MeasureModel measure =
        model
            .measure(reference.measure())
            .orElseThrow(
                () ->
                    refusal(
                        "the cube '%s' has no measure '%s'; there are %s",
                        model.name(),
                        reference.measure(),
                        String.join(
                            ", ", model.measures().stream().map(MeasureModel::name).toList())));
    CubeState cube = states.apply(model.name());
    Columns columns = Columns.of(model.dimensionColumns());
    Map<Column, List<String>> members = new LinkedHashMap<>();
    reference
        .members()
        .forEach(
            member ->
                members
                    .computeIfAbsent(columns.require(member.level()), column -> new ArrayList<>())
                    .add(member.name()));
    List<Condition> parts = new ArrayList<>();
    members.forEach(
        (column, names) -> {
          names.forEach(name -> requireMember(cube, column, name));
          parts.add(Condition.in(column, names));
        });
    return new Region(cube, measure, Condition.and(parts));
  }

  private static void requireMember(CubeState cube, Column column, String name) {
    if (!cube.hasMembers(Condition.in(column, List.of(name)))) {
      throw refusal("'%s' has no member '%s'", column.name(), name);
    }
  }

  private static ProblemException refusal(String text, String... names) {
    Object[] shown = Arrays.stream(names).map(Excerpt::of).toArray();
    return Problem.of(ProblemType.UNKNOWN_MEMBER, text.formatted(shown)).asException();
  }
}
