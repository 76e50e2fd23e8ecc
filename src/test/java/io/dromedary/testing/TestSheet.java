package io.dromedary.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.edit.Json;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A formula sheet that one test alone writes to, through HTTP. */
public final class TestSheet {
  private final HttpApi http;
  private final String path;

  private TestSheet(HttpApi http, String name) {
    this.http = http;
    this.path = "/api/v1/" + segment(name);
  }

  /** A sheet that does not exist yet. */
  public static TestSheet in(RunningApplication application) {
    return named(application, "sheet " + UUID.randomUUID());
  }

  public static TestSheet named(RunningApplication application, String name) {
    return new TestSheet(application.http(), name);
  }

  /** A name as a part of a path, with everything encoded that may need it. */
  public static String segment(String name) {
    return URLEncoder.encode(name, UTF_8).replace("+", "%20");
  }

  /** The JSON of a value for a cell. */
  public static String value(String value) {
    return Json.write(Map.of("value", value));
  }

  /** The JSON of a cell as it is answered. */
  public static String cell(String value, String result) {
    Map<String, String> cell = new LinkedHashMap<>();
    cell.put("value", value);
    cell.put("result", result);
    return Json.write(cell);
  }

  /** The JSON of cells for a batch, from names and values in turn. */
  public static String cells(String... namesAndValues) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (int index = 0; index < namesAndValues.length; index += 2) {
      cells.put(namesAndValues[index], namesAndValues[index + 1]);
    }
    return Json.write(cells);
  }

  public String path() {
    return path;
  }

  public String path(String cell) {
    return path + "/" + segment(cell);
  }

  public Answer write(String cell, String value, String... headers) {
    return http.post(path(cell), value(value), headers);
  }

  /** Writes a cell that is taken. */
  public Answer set(String cell, String value) {
    Answer answer = write(cell, value);
    assertThat(answer.status()).as("%s=%s: %s", cell, value, answer.body()).isEqualTo(201);
    return answer;
  }

  public Answer writeAll(String... namesAndValues) {
    return http.post(path, cells(namesAndValues));
  }

  public Answer read(String cell) {
    return http.get(path(cell));
  }

  /** What a cell that exists comes to. */
  public String result(String cell) {
    Answer answer = read(cell);
    assertThat(answer.status()).as("%s: %s", cell, answer.body()).isEqualTo(200);
    return answer.text("result");
  }

  public Answer read() {
    return http.get(path);
  }

  public String etag() {
    return read().header("ETag");
  }

  public Answer delete(String cell) {
    return http.send(http.request(path(cell)).DELETE());
  }

  public Answer delete() {
    return http.send(http.request(path).DELETE());
  }

  /** Writes a cell, which must be taken and come to a result. */
  public void assertTaken(String cell, String value, String result) {
    Answer answer = write(cell, value);
    assertThat(answer.body()).as("%s=%s", cell, value).isEqualTo(cell(value, result));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(read(cell).body()).isEqualTo(cell(value, result));
  }

  /** Writes a cell, which must be refused for a reason and leave the whole sheet as it was. */
  public void assertRefused(String cell, String value, String result) {
    Answer before = read();

    Answer answer = write(cell, value);

    assertThat(answer.body()).as("%s=%s", cell, value).isEqualTo(cell(value, result));
    assertThat(answer.status()).isEqualTo(422);
    assertUnchangedSince(before);
  }

  /** Holds the whole sheet and its ETag against an earlier answer. */
  public void assertUnchangedSince(Answer before) {
    Answer now = read();
    assertThat(now.body()).isEqualTo(before.body());
    assertThat(now.header("ETag")).isEqualTo(before.header("ETag"));
  }
}
