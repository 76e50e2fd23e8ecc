package io.dromedary.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What nobody should send, and somebody will. */
final class Hostile {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "1e999",
          "NaN",
          "9223372036854775808",
          "99999999999999999999999999999999999999999",
          "0x10",
          "true",
          "null",
          "'",
          "\"",
          "\\",
          "a'b''c",
          "' OR 1=1 --",
          "; DROP TABLE sales",
          "../../etc/passwd",
          "..",
          ".",
          "%",
          "%zz",
          "%00",
          "\u0000",
          "\u0001\u001f\u007f",
          "\r\nX-Injected: yes",
          "\u202eabc",
          "\uFEFF",
          "\uD83D\uDC2A",
          "İıß",
          "e\u0301",
          "${header.x} ${exec:id}",
          "{{dromedary.data}}",
          "${jndi:ldap://localhost/x}",
          "<script>alert(1)</script>",
          "=1+1",
          "=a+b",
          "=CUBE(\"sales\",\"quantity\")",
          "respond-async, wait=0",
          "wait=999999999999",
          "\"1-0\"",
          "*",
          "W/\"x\"",
          "9999999999999-9999999999999999999",
          "1-1:0",
          "9223372036854775807-9223372036854775807",
          "__proto__",
          "x".repeat(300),
          "é".repeat(40_000),
          "(".repeat(3_000),
          "NOT ".repeat(2_000));

  private static final List<String> SPLINTERS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u0000",
          "\\ud800",
          "\u00ff",
          "\u00c3(",
          "null",
          "1e400",
          "-",
          "0",
          "\u0000",
          "/*",
          "NaN",
          "\"data\":",
          "\"value\":{},",
          "\n");

  private static final List<String> BODIES =
      List.of(
          "",
          " ",
          "null",
          "0",
          "\"text\"",
          "[]",
          "{}",
          "[null]",
          "[[]]",
          "{\"\":\"\"}",
          "{\"data\":{}}",
          "{\"edits\":[{}]}",
          "{\"a\":1,\"a\":2}",
          "[".repeat(20_000),
          "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000),
          "[" + "9".repeat(5_000) + "]",
          "\u00ef\u00bb\u00bf{}",
          "\u00ff\u00fe{\u0000}\u0000",
          "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n",
          "<?xml version=\"1.0\"?><a/>",
          "a=b&c=d");

  private static final List<String> MEDIA_TYPES =
      List.of(
          "application/json",
          "application/json; charset=utf-16",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "text/plain",
          "text/csv",
          "text/csv;q=0.5, application/json;q=0",
          "*/*;q=0",
          "image/png",
          "nonsense",
          "/",
          ";");

  private Hostile() {}

  /** Texts that break things. */
  static Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.of(TEXTS)),
        Tuple.of(1, Arbitraries.strings().ofMaxLength(20)),
        Tuple.of(1, Arbitraries.strings().withCharRange('\u0000', '\u007f').ofMaxLength(20)));
  }

  /** Values of Content-Type and Accept. */
  static Arbitrary<String> mediaTypes() {
    return Arbitraries.of(MEDIA_TYPES);
  }

  /** Bodies as bytes, one for each character. */
  static Arbitrary<String> bodies() {
    return Arbitraries.of(BODIES);
  }

  /** A text with some of its bytes changed, lost, doubled or in between. */
  static Arbitrary<String> broken(Arbitrary<String> texts) {
    return Combinators.combine(
            texts,
            Arbitraries.of(SPLINTERS),
            Arbitraries.integers().between(0, 999),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 8))
        .as(
            (text, splinter, permille, way, length) -> {
              int at = text.length() * permille / 1_000;
              int end = Math.min(text.length(), at + length);
              return switch (way) {
                case 0 -> text.substring(0, at) + splinter + text.substring(at);
                case 1 -> text.substring(0, at) + text.substring(end);
                case 2 -> text.substring(0, at) + splinter + text.substring(end);
                default -> text.substring(0, end) + text.substring(at);
              };
            });
  }

  /** The bytes of a text in UTF-8, one for each character. */
  static String bytes(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
