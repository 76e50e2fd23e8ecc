package io.dromedary.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.Json;
import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/** What the server has answered. */
public record Answer(int status, HttpHeaders headers, String body) {
  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  /** The body, which is JSON. */
  public JsonNode json() {
    return Json.read(body);
  }

  /** A field of the body, or empty text. */
  public String text(String field) {
    return json().path(field).asText();
  }

  /** A field of the body, which travels as a number or as text. */
  public BigDecimal decimal(String field) {
    return new BigDecimal(text(field));
  }

  /** A header, or empty text. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
