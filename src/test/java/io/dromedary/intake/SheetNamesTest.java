package io.dromedary.intake;

import static io.dromedary.testing.TestSheet.cell;
import static io.dromedary.testing.TestSheet.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.edit.Json;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import io.dromedary.testing.TestSheet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of sheets and cells in paths, bodies and formulas. */
@ExtendWith(SharedApplication.class)
class SheetNamesTest {
  private static final int LONGEST = 32_768;

  private final RunningApplication application;
  private final HttpApi http;
  private final TestSheet sheet;

  SheetNamesTest(RunningApplication application) {
    this.application = application;
    this.http = application.http();
    this.sheet = TestSheet.in(application);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        " a",
        "year.2021",
        "a,b",
        "a;b",
        "a:b",
        "a?b",
        "a#b",
        "a&b",
        "a%b",
        "100%",
        "%2F",
        "a!b",
        "a\"b",
        "a'b",
        "a\\b",
        "{a}",
        "a@b",
        "~$_",
        "...",
        "Straße",
        "Ünïcödé",
        "ячейка",
        "単価",
        "\uD83D\uDC2A",
        "a\tb\nc",
        "a\u0000b",
        "\u202Eabc",
        "subscribe",
        "value",
        "data",
        "null",
        "__proto__"
      })
  void anyTextNamesACell(String name) {
    sheet.assertTaken(name, "5", "5");

    assertThat(sheet.read().json().fieldNames()).toIterable().containsExactly(name);
    String formula = "='" + name.replace("'", "''") + "'+1";
    sheet.assertTaken("reader of it", formula, "6");
    assertThat(sheet.delete("reader of it").status()).isEqualTo(204);
    assertThat(sheet.delete(name).status()).isEqualTo(204);
    assertThat(sheet.read(name).body())
        .isEqualTo("{\"error\":%s}".formatted(Json.write(name + ": cell not found")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "a+b", "(x)", "a=b", "a,b.c", "x y", "100%", "\uD83D\uDC2A", "\"'\\", "*"})
  void anyTextNamesASheet(String name) {
    TestSheet other = TestSheet.named(application, UUID.randomUUID() + name);

    other.assertTaken("a", "1", "1");

    assertThat(other.read().body()).isEqualTo("{\"a\":" + cell("1", "1") + "}");
    assertThat(other.delete().status()).isEqualTo(204);
    assertThat(other.read().text("error")).endsWith(name + ": sheet not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a+b", "a-b", "a*b", "a/b", "a^b", "a(b", "a)b", "a=b", "-1", "="})
  void operatorsCannotStandInTheNameOfACell(String name) {
    sheet.set("a", "1");

    sheet.assertRefused(
        name,
        "1",
        "cell %s: invalid characters: a name has none of + - * / ^ ( ) =".formatted(name));
  }

  @Test
  void plusInAPathIsAPlusAndNoBlank() {
    Answer answer = http.post(sheet.path() + "/a+b", value("1"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("result")).startsWith("cell a+b: invalid characters");
  }

  @Test
  void charactersMayBeEncodedOrNot() {
    assertThat(http.post(sheet.path() + "/%61b%2Cc,.%7e~", value("7")).status()).isEqualTo(201);

    assertThat(http.get(sheet.path() + "/ab,c%2c%2E~%7E").body()).isEqualTo(cell("7", "7"));
    assertThat(sheet.read().json().fieldNames()).toIterable().containsExactly("ab,c,.~~");
  }

  @Test
  void encodedPercentSignIsDecodedOnce() {
    assertThat(http.post(sheet.path() + "/%2541", value("7")).status()).isEqualTo(201);

    assertThat(sheet.read().json().fieldNames()).toIterable().containsExactly("%41");
    assertThat(sheet.read("A").status()).isEqualTo(404);
  }

  @Test
  void upperAndLowerCaseAreOneAndTheFirstWritingStays() {
    String name = "Totals " + UUID.randomUUID();
    TestSheet upper = TestSheet.named(application, name.toUpperCase(Locale.ROOT));
    TestSheet lower = TestSheet.named(application, name.toLowerCase(Locale.ROOT));

    upper.set("First Cell", "1");
    lower.set("FIRST cell", "2");
    lower.set("ÄPFEL", "=first CELL+1");
    upper.set("äpfel", "=FIRST CELL+2");

    assertThat(lower.read().body())
        .isEqualTo(upper.read().body())
        .isEqualTo(
            "{\"First Cell\":%s,\"ÄPFEL\":%s}"
                .formatted(cell("2", "2"), cell("=FIRST CELL+2", "4")));
    assertThat(upper.read("fIRST cELL").body()).isEqualTo(cell("2", "2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"and", "or", "not", "TRUE", "if", "sum", "AVG", "min", "max", "round", "CUBE"})
  void wordsOfTheLanguageAreOrdinaryNames(String name) {
    sheet.set(name, "20");

    sheet.assertTaken("reader", "=%s+SUM(%s,2)".formatted(name, name), "42");
  }

  @Test
  void longestNamesAreTaken() {
    String name = UUID.randomUUID().toString().replace('-', 'x') + "y".repeat(LONGEST - 36);
    TestSheet other = TestSheet.named(application, name);

    other.assertTaken(name, "1", "1");

    other.assertTaken("reader", "=" + name + "+1", "2");
    assertThat(other.delete().status()).isEqualTo(204);
  }

  @Test
  void longestNamesMayNeedTwelveCharactersForEachOfThemInThePath() {
    String name = "\uD83D\uDC2A".repeat(LONGEST / 2);

    sheet.assertTaken(name, "1", "1");
  }

  @Test
  void longerNamesAreRefused() {
    String name = "x".repeat(LONGEST + 1);
    String body = value("1");

    for (Answer answer :
        List.of(
            http.post(sheet.path(name), body),
            http.post("/api/v1/" + name + "/a", body),
            http.post("/api/v1/" + name, TestSheet.cells("a", "1")),
            sheet.writeAll("a", "1", name, "1"))) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.text("error")).contains("32768 characters");
    }
    assertThat(sheet.read(name).status()).isEqualTo(404);
    assertThat(sheet.read().status()).isEqualTo(404);
  }
}
