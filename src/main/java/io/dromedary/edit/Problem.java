package io.dromedary.edit;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One occurrence of a problem.
 *
 * @param detail what was wrong and what would be right, for a person
 * @param extensions further members of the problem document, in order: {@code column}, {@code
 *     position}, {@code current}, …
 */
public record Problem(ProblemType type, String detail, Map<String, Object> extensions) {
  public Problem {
    requireNonNull(type, "type is null");
    requireNonNull(detail, "detail is null");
    extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
  }

  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, Map.of());
  }

  /** The same problem with one more extension member. */
  public Problem with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(extensions);
    more.put(member, value);
    return new Problem(type, detail, more);
  }

  /** The members of the problem document: type, title, status, detail, then the extensions. */
  public Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", type.path());
    document.put("title", type.title());
    document.put("status", type.status());
    document.put("detail", detail);
    extensions.forEach(document::putIfAbsent);
    return document;
  }

  public ProblemException asException() {
    return new ProblemException(this);
  }
}
