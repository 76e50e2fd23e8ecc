package io.dromedary.cube;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.cube.TableSchema.ColumnSchema;
import io.dromedary.cube.TableSchema.Kind;
import io.dromedary.edit.Column;
import io.dromedary.edit.Columns;
import io.dromedary.edit.Condition;
import io.dromedary.edit.ConditionParser;
import io.dromedary.edit.Edit;
import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Literals;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import io.dromedary.edit.Scope;
import io.dromedary.edit.SpreadMethod;
import io.dromedary.edit.TableEdit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the names and the values of an edit against the models. All that can be said of an edit
 * without the data is said here, at the edge and again by the writer. Thread-safe.
 */
public final class EditResolver {
  private static final BigDecimal MAX_PERCENT = BigDecimal.valueOf(1_000_000_000L);
  private static final int MEASURE_DIGITS = 18;

  private final Catalog catalog;

  public EditResolver(Catalog catalog) {
    this.catalog = requireNonNull(catalog, "catalog is null");
  }

  /**
   * Resolves an edit.
   *
   * @throws io.dromedary.edit.ProblemException with what is wrong and what would be right
   */
  public Edit resolve(TableEdit request) {
    TableSchema table = catalog.table(request.table());
    ColumnSchema column = table.requireColumn(request.column());
    Condition condition = condition(request, table);
    Optional<MeasureModel> measure = table.measure(column.name());
    return measure.isPresent()
        ? setCell(request, table, column, measure.get(), condition)
        : setColumn(request, table, column, condition);
  }

  /**
   * The condition or region of a request, over the columns that conditions on the table may name.
   */
  private static Condition condition(TableEdit request, TableSchema table) {
    Columns columns = table.conditionColumns();
    if (request.condition() != null) {
      return ConditionParser.parse(request.condition(), columns);
    }
    List<Condition> parts = new ArrayList<>();
    request
        .region()
        .forEach((name, members) -> parts.add(Condition.in(columns.require(name), members)));
    return Condition.and(parts);
  }

  private static Edit setCell(
      TableEdit request,
      TableSchema table,
      ColumnSchema column,
      MeasureModel measure,
      Condition condition) {
    SpreadMethod method =
        request.method() == null ? SpreadMethod.DEFAULT : SpreadMethod.parse(request.method());
    return new Edit.SetCell(
        table.cube().name(),
        table.name(),
        column.name(),
        measure.name(),
        table.kind() == Kind.VIEW ? regionOfViewRows(table, condition) : condition,
        request.scope() == null ? Scope.BOOKED : Scope.parse(request.scope()),
        method,
        operand(request, column, measure, method),
        Optional.ofNullable(request.expected()));
  }

  /**
   * A row of a view is the region that its columns say; a column that is NULL there is summed over,
   * and the number of the grouping set only repeats which ones are.
   */
  private static Condition regionOfViewRows(TableSchema table, Condition condition) {
    List<Condition> kept = new ArrayList<>();
    for (Condition part : condition.conjuncts()) {
      boolean summedOver =
          part instanceof Condition.IsNull
              || (part instanceof Condition.Comparison comparison
                  && comparison.column().name().equals(ViewModel.GROUPING_SET_ID));
      if (!summedOver) {
        kept.add(part);
      }
    }
    Condition region = Condition.and(kept);
    for (Column column : region.columns()) {
      if (table.cube().dimensionOf(column) < 0) {
        throw Problem.of(
                ProblemType.BAD_CONDITION,
                "The cell of a view is found by its levels; '%s' is none. A condition on it is possible in the table '%s'."
                    .formatted(column.name(), table.cube().table()))
            .with("column", column.name())
            .asException();
      }
    }
    return region;
  }

  private static Optional<BigDecimal> operand(
      TableEdit request, ColumnSchema column, MeasureModel measure, SpreadMethod method) {
    if (method == SpreadMethod.CLEAR) {
      return Optional.empty();
    }
    if (request.value() == null || request.value().isNull()) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "The method '%s' needs a 'value', a number; to set leaves to 0 use the method 'clear'."
                  .formatted(method.code()))
          .with("field", "value")
          .asException();
    }
    BigDecimal operand = number(request.value(), column, method);
    boolean fits =
        method == SpreadMethod.PERCENT
            ? operand.abs().compareTo(MAX_PERCENT) <= 0 && operand.scale() <= MEASURE_DIGITS
            : fits(operand, measure.scale());
    if (!fits) {
      throw Problem.of(
              ProblemType.TOO_MANY_DIGITS,
              method == SpreadMethod.PERCENT
                  ? "A change in percent is at most %s.".formatted(MAX_PERCENT)
                  : "'%s' takes at most %d digits, %d of them after the decimal point."
                      .formatted(column.name(), MEASURE_DIGITS, measure.scale()))
          .with("column", column.name())
          .with("scale", measure.scale())
          .asException();
    }
    return Optional.of(operand);
  }

  private static boolean fits(BigDecimal value, int scale) {
    if (value.signum() == 0) {
      return true;
    }
    // The first digit's place is known without writing out the zeros of a large exponent.
    long integerDigits = (long) value.precision() - value.scale();
    return integerDigits <= MEASURE_DIGITS - scale
        && integerDigits > -MEASURE_DIGITS
        && value.stripTrailingZeros().scale() <= scale;
  }

  private static BigDecimal number(JsonNode value, ColumnSchema column, SpreadMethod method) {
    if (value.isNumber()) {
      return value.decimalValue();
    }
    String text = value.isTextual() ? value.textValue().strip() : "";
    if (method == SpreadMethod.PERCENT && text.endsWith("%")) {
      text = text.substring(0, text.length() - 1).strip();
    }
    return Literals.decimal(text)
        .orElseThrow(
            () ->
                Problem.of(
                        ProblemType.NOT_A_NUMBER,
                        "'%s' is a measure and takes a number such as \"120\" or 99.95, not %s."
                            .formatted(column.name(), Excerpt.of(value.toString())))
                    .with("column", column.name())
                    .asException());
  }

  private static Edit setColumn(
      TableEdit request, TableSchema table, ColumnSchema column, Condition condition) {
    boolean memberKey = table.kind() == Kind.DIMENSION_TABLE && column.role() == Role.KEY;
    if (table.kind() == Kind.VIEW || memberKey) {
      throw Problem.of(
              ProblemType.NOT_EDITABLE,
              memberKey
                  ? "'%s' identifies the members of '%s' and stays as it is."
                      .formatted(column.name(), table.name())
                  : "'%s' is what the view '%s' groups by; edit it in its own table."
                      .formatted(column.name(), table.name()))
          .with("table", table.name())
          .with("column", column.name())
          .asException();
    }
    if (request.value() == null) {
      throw Problem.of(ProblemType.MALFORMED_REQUEST, "An edit needs the field 'value'.")
          .with("field", "value")
          .asException();
    }
    if (request.method() != null || request.expected() != null || request.scope() != null) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "'method', 'scope' and 'expected' are for measures, and '%s' is none."
                  .formatted(column.name()))
          .with("column", column.name())
          .asException();
    }
    if (request.value().isNull() && column.role() == Role.KEY) {
      throw Problem.of(ProblemType.BAD_VALUE, "'%s' cannot be empty.".formatted(column.name()))
          .with("column", column.name())
          .asException();
    }
    return new Edit.SetColumn(
        table.cube().name(),
        table.name(),
        column.column(),
        request.value().isNull() ? null : Literals.coerce(column.column(), scalar(request.value())),
        condition);
  }

  private static Object scalar(JsonNode value) {
    return value.isNumber()
        ? value.decimalValue()
        : value.isBoolean() ? (Object) value.booleanValue() : value.textValue();
  }
}
