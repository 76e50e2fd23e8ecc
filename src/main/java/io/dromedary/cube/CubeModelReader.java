package io.dromedary.cube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dromedary.edit.Column;
import io.dromedary.edit.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads model files, and refuses one that contradicts itself. */
public final class CubeModelReader {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private CubeModelReader() {}

  private record CubeFile(
      String cube,
      String table,
      String description,
      List<DimensionFile> dimensions,
      List<MeasureFile> measures,
      List<ViewFile> views) {}

  private record DimensionFile(
      String name,
      String table,
      String key,
      List<String> levels,
      Map<String, String> columns,
      Map<String, String> derived) {}

  private record MeasureFile(String name, String type) {}

  private record ViewFile(
      String name,
      List<String> columns,
      Map<String, String> measures,
      List<List<String>> groupingSets) {}

  /**
   * Reads all {@code *.yaml} files of a folder, in the order of their names.
   *
   * @throws IllegalArgumentException if a file is no valid model; the message names the file
   */
  public static List<CubeModel> readFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".yaml"))
          .sorted()
          .map(CubeModelReader::readFile)
          .toList();
    }
  }

  private static CubeModel readFile(Path file) {
    try {
      return read(Files.readString(file));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "The cube model " + file + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the text of one model file.
   *
   * @throws RuntimeException if it is no valid model; the message says why
   */
  public static CubeModel read(String yaml) {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    CubeFile file;
    try {
      file = MAPPER.readValue(MAPPER.writeValueAsBytes(tree), CubeFile.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    List<MeasureModel> measures =
        required(file.measures(), "measures").stream()
            .map(measure -> new MeasureModel(measure.name(), scale(measure)))
            .toList();
    CubeModel model =
        new CubeModel(
            required(file.cube(), "cube"),
            required(file.table(), "table"),
            Optional.ofNullable(file.description()).orElse(""),
            required(file.dimensions(), "dimensions").stream()
                .map(CubeModelReader::dimension)
                .toList(),
            measures,
            Optional.ofNullable(file.views()).orElse(List.of()).stream()
                .map(view -> view(view, measures))
                .toList());
    check(model);
    return model;
  }

  private static <T> T required(T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return value;
  }

  private static DimensionModel dimension(DimensionFile file) {
    Map<String, Derivation> derived = new LinkedHashMap<>();
    Optional.ofNullable(file.derived())
        .orElse(Map.of())
        .forEach((name, rule) -> derived.put(name, Derivation.parse(rule)));
    List<Column> columns =
        required(file.columns(), "columns of " + file.name()).entrySet().stream()
            .map(entry -> new Column(entry.getKey(), type(entry.getValue())))
            .toList();
    DimensionModel dimension =
        new DimensionModel(
            required(file.name(), "name of a dimension"),
            Optional.ofNullable(file.table()),
            required(file.key(), "key of " + file.name()),
            required(file.levels(), "levels of " + file.name()),
            columns,
            derived);
    for (String level : dimension.levels()) {
      if (dimension.column(level).isEmpty()) {
        throw new IllegalArgumentException(
            "the level '%s' of '%s' is no column of it".formatted(level, dimension.name()));
      }
    }
    if (!dimension.levels().get(dimension.levels().size() - 1).equals(dimension.key())) {
      throw new IllegalArgumentException(
          "the last level of '%s' must be its key '%s'"
              .formatted(dimension.name(), dimension.key()));
    }
    return dimension;
  }

  private static ViewModel view(ViewFile file, List<MeasureModel> measures) {
    Map<String, MeasureModel> summed = new LinkedHashMap<>();
    required(file.measures(), "measures of " + file.name())
        .forEach(
            (name, source) ->
                summed.put(
                    name,
                    measures.stream()
                        .filter(measure -> measure.name().equals(source))
                        .findFirst()
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    "the view '%s' sums '%s', which is no measure"
                                        .formatted(file.name(), source)))));
    ViewModel view =
        new ViewModel(
            required(file.name(), "name of a view"),
            required(file.columns(), "columns of " + file.name()),
            summed,
            required(file.groupingSets(), "grouping_sets of " + file.name()));
    for (List<String> set : view.groupingSets()) {
      if (!view.columns().containsAll(set)) {
        throw new IllegalArgumentException(
            "the grouping set %s of '%s' has a column that the view lacks"
                .formatted(set, view.name()));
      }
    }
    return view;
  }

  private static void check(CubeModel model) {
    Set<String> names = new HashSet<>();
    Stream.concat(
            model.dimensionColumns().stream().map(Column::name),
            model.measures().stream().map(MeasureModel::name))
        .forEach(
            name -> {
              if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                    "two columns of the cube '%s' are named '%s'".formatted(model.name(), name));
              }
            });
    for (ViewModel view : model.views()) {
      for (String column : view.columns()) {
        if (model.dimensionColumns().stream().noneMatch(known -> known.name().equals(column))) {
          throw new IllegalArgumentException(
              "the column '%s' of the view '%s' belongs to no dimension"
                  .formatted(column, view.name()));
        }
      }
    }
  }

  private static int scale(MeasureFile measure) {
    ColumnType type = type(measure.type());
    if (type.kind() != ColumnType.Kind.DECIMAL) {
      throw new IllegalArgumentException(
          "the measure '%s' must be a decimal(n)".formatted(measure.name()));
    }
    return type.scale();
  }

  private static ColumnType type(String text) {
    if (text.matches("decimal\\((\\d|1[0-8])\\)")) {
      return ColumnType.decimal(
          Integer.parseInt(text.substring("decimal(".length(), text.length() - 1)));
    }
    return switch (text) {
      case "text" -> ColumnType.TEXT;
      case "integer" -> ColumnType.INTEGER;
      case "date" -> ColumnType.DATE;
      case "boolean" -> ColumnType.BOOLEAN;
      default ->
          throw new IllegalArgumentException(
              "'%s' is no type; known are text, integer, date, boolean and decimal(0) to decimal(18)"
                  .formatted(text));
    };
  }
}
