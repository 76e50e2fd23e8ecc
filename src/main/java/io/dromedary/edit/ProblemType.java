package io.dromedary.edit;

import java.util.Locale;

/**
 * The kinds of problem that the product reports, each with its HTTP status and title (<a
 * href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>). Its {@code type} is the stable path
 * {@code /problems/<name>}.
 */
public enum ProblemType {
  MALFORMED_REQUEST(400, "The request is malformed"),
  BAD_CONDITION(400, "The condition cannot be read"),
  UNKNOWN_COLUMN(400, "No such column"),
  UNKNOWN_LEVEL(400, "No such level"),
  UNKNOWN_METHOD(400, "No such spreading method"),
  UNAUTHENTICATED(401, "The request needs credentials"),
  FORBIDDEN(403, "The request is not allowed"),
  NOT_FOUND(404, "Nothing is found here"),
  UNKNOWN_TABLE(404, "No such table"),
  UNKNOWN_CUBE(404, "No such cube"),
  UNKNOWN_EDIT(404, "No such edit"),
  UNKNOWN_SHEET(404, "No such sheet"),
  UNKNOWN_CELL(404, "No such cell"),
  UNKNOWN_WEBHOOK(404, "No such webhook"),
  UNKNOWN_SNAPSHOT(404, "No such snapshot"),
  METHOD_NOT_ALLOWED(405, "The resource does not support this method"),
  NOT_ACCEPTABLE(406, "No representation matches the Accept header"),
  TOTAL_CHANGED(409, "The total is no longer the one that was expected"),
  DUPLICATE_ROW(409, "The row exists already"),
  SNAPSHOT_UNDER_WAY(409, "Another snapshot is under way"),
  PRECONDITION_FAILED(412, "What the edit changes has changed since the version named by If-Match"),
  BODY_TOO_LARGE(413, "The body is too large"),
  URI_TOO_LONG(414, "The URI is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body is of a type that cannot be read here"),
  NOT_A_NUMBER(422, "A measure takes a number"),
  TOO_MANY_DIGITS(422, "The number does not fit the measure"),
  BAD_VALUE(422, "The value does not fit the column"),
  EMPTY_REGION(422, "The region has no leaves"),
  REGION_TOO_LARGE(422, "The region has too many leaves"),
  NOT_EDITABLE(422, "The column cannot be edited"),
  UNKNOWN_MEMBER(422, "No such member"),
  TOO_MANY_CELLS(422, "The grid has too many cells"),
  CELL_REFUSED(422, "The sheet does not take the change"),
  KEY_REUSED(422, "The idempotency key belongs to another edit"),
  FORBIDDEN_ADDRESS(422, "The address may not be called"),
  TOO_MANY_REQUESTS(429, "There are too many requests"),
  HEADERS_TOO_LARGE(431, "The headers are too large"),
  INTERNAL_ERROR(500, "The program failed"),
  UNAVAILABLE(503, "The program cannot answer at the moment"),
  LOG_UNAVAILABLE(503, "The log of edits cannot be reached"),
  NO_ROOM(507, "There is no room to store this");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status, from 400 to 599. */
  public int status() {
    return status;
  }

  /** One short sentence, the same for every occurrence. */
  public String title() {
    return title;
  }

  /** The value of the member {@code type}: {@code /problems/unknown-table}. */
  public String path() {
    return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
