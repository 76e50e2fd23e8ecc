package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What became of an edit.
 *
 * @param rows the rows that the edit touched
 * @param oldTotal the total of the region before, for a measure
 * @param newTotal the total of the region afterwards, for a measure
 * @param problem why a rejected edit was not applied
 */
public record Outcome(
    EditId id,
    Status status,
    long rows,
    Optional<BigDecimal> oldTotal,
    Optional<BigDecimal> newTotal,
    Optional<Problem> problem) {

  /** How an edit ended. */
  public enum Status {
    /** It is in the data. */
    APPLIED,
    /** It changed nothing, because of the data it met. */
    REJECTED,
    /** It repeats an earlier edit under the same idempotency key and changed nothing. */
    DUPLICATE;

    /** The name in JSON. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Outcome {
    requireNonNull(id, "id is null");
    requireNonNull(status, "status is null");
  }

  public static Outcome applied(EditId id, long rows, BigDecimal oldTotal, BigDecimal newTotal) {
    return new Outcome(
        id,
        Status.APPLIED,
        rows,
        Optional.ofNullable(oldTotal),
        Optional.ofNullable(newTotal),
        Optional.empty());
  }

  public static Outcome rejected(EditId id, Problem problem) {
    return new Outcome(
        id, Status.REJECTED, 0, Optional.empty(), Optional.empty(), Optional.of(problem));
  }

  /** The form in the response stream and in answers. */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.put("status", status.code());
    json.put("rows", rows);
    oldTotal.ifPresent(total -> json.put("old_total", total));
    newTotal.ifPresent(total -> json.put("new_total", total));
    json.put("version", id.toString());
    problem.ifPresent(reason -> json.put("problem", reason.toDocument()));
    return Json.write(json);
  }
}
