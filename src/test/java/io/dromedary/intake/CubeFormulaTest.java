package io.dromedary.intake;

import static io.dromedary.testing.HttpApi.edit;
import static io.dromedary.testing.TestSheet.cell;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import io.dromedary.testing.TestSheet;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells that are made of totals of the cube. */
@ExtendWith(SharedApplication.class)
class CubeFormulaTest {
  private final RunningApplication application;
  private final HttpApi http;
  private final TestSheet sheet;

  CubeFormulaTest(RunningApplication application) {
    this.application = application;
    this.http = application.http();
    this.sheet = TestSheet.in(application);
  }

  /** Edits of the cube by other tests need not change these cells, too. */
  @AfterEach
  void deleteSheet() {
    sheet.delete();
  }

  private static String total(String measure, int product) {
    return "CUBE(\"sales\",\"%s\",\"product_id\",%d)".formatted(measure, product);
  }

  private void setTotal(String measure, Object value, int product) {
    Answer answer = http.update("sales", measure, value, "product_id = " + product);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void totalFollowsEveryEditOfTheCube() {
    int product = application.anotherProduct();
    setTotal("net_price", "100.50", product);
    sheet.assertTaken("total", "=" + total("net_price", product), "100.5");
    sheet.assertTaken("twice", "=total*2+1", "202");

    setTotal("net_price", "7.25", product);

    assertThat(sheet.result("total")).isEqualTo("7.25");
    assertThat(sheet.result("twice")).isEqualTo("15.5");
  }

  @Test
  void editOfTheCubeListsTheCellsThatItChanges() {
    int product = application.anotherProduct();
    setTotal("quantity", 5, product);
    sheet.set("Total", "=" + total("quantity", product));
    sheet.set("big", "=Total>3");
    String before = sheet.etag();

    Answer edit = http.update("sales", "quantity", 6, "product_id = " + product);

    assertThat(http.get(edit.header("Location")).json().path("updates"))
        .filteredOn(row -> row.path("table").asText().equals("sheets"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.path("cell").asText()).isEqualTo("Total");
              assertThat(row.path("result").asText()).isEqualTo("6");
            });
    assertThat(sheet.etag()).isNotEqualTo(before).isEqualTo('"' + edit.text("id") + '"');
  }

  @Test
  void editOfAnotherPartOfTheCubeLeavesTheSheet() {
    int product = application.anotherProduct();
    sheet.set("total", "=" + total("quantity", product));
    Answer before = sheet.read();

    setTotal("quantity", 99, application.anotherProduct());
    setTotal("net_price", 99, product);

    sheet.assertUnchangedSince(before);
  }

  @Test
  void membersMayComeFromCells() {
    int one = application.anotherProduct();
    int other = application.anotherProduct();
    setTotal("quantity", 11, one);
    setTotal("quantity", 22, other);
    sheet.set("product", Integer.toString(one));
    sheet.assertTaken("total", "=CUBE(\"sales\",\"quantity\",\"product_id\",product)", "11");

    sheet.set("product", Integer.toString(other));
    assertThat(sheet.result("total")).isEqualTo("22");
    setTotal("quantity", 23, other);
    setTotal("quantity", 12, one);

    assertThat(sheet.result("total")).isEqualTo("23");
  }

  @Test
  void wholeCubeAndLevelsOfAllDimensionsCanBeAsked() {
    BigDecimal whole = application.decimal("SELECT sum(quantity) FROM sales");
    sheet.assertTaken(
        "whole", "=CUBE(\"sales\",\"quantity\")", whole.stripTrailingZeros().toPlainString());
    BigDecimal month =
        application.decimal(
            "SELECT sum(quantity) FROM sales JOIN product USING (product_id)"
                + " WHERE brand = 'Brand A' AND strftime(invoice_date, '%Y-%m') = '2025-03'");

    sheet.assertTaken(
        "month",
        "=cube(\"sales\",\"quantity\",\"brand\",\"Brand A\",\"invoice_date_month\",\"2025-03\")",
        month.stripTrailingZeros().toPlainString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=CUBE(\"nocube\",\"quantity\")|nocube",
        "=CUBE(\"sales\",\"nomeasure\")|nomeasure",
        "=CUBE(\"sales\",\"quantity\",\"nolevel\",\"x\")|nolevel",
        "=CUBE(\"sales\",\"quantity\",\"brand\",\"Brand of nobody\")|Brand of nobody",
        "=CUBE(\"sales\",\"quantity\",\"product_id\",\"abc\")|abc",
        "=CUBE(\"sales\",\"quantity\",\"brand\")|CUBE takes",
        "=CUBE(\"sales\")|CUBE takes",
        "=CUBE(nobody,\"quantity\")|nobody"
      })
  void whatTheCubeDoesNotHaveIsRefused(String formula, String wrong) {
    sheet.set("a", "1");
    Answer before = sheet.read();

    Answer answer = sheet.write("a", formula);

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.text("value")).isEqualTo(formula);
    assertThat(answer.text("result")).startsWith("cell a: ").contains(wrong);
    sheet.assertUnchangedSince(before);
  }

  @Test
  void editOfTheCubeIsTakenAlthoughAFormulaFailsThatComesBackLater() {
    int product = application.anotherProduct();
    setTotal("quantity", 5, product);
    String formula = "=IF(%s>10,\"many\"*1,1)".formatted(total("quantity", product));
    sheet.assertTaken("a", formula, "1");
    sheet.assertTaken("b", "=a+1", "2");

    setTotal("quantity", 11, product);

    String reason = "* takes numbers, not a text";
    assertThat(sheet.read("a").body()).isEqualTo(cell(formula, reason));
    assertThat(sheet.read("b").body()).isEqualTo(cell("=a+1", reason));
    sheet.assertTaken("unrelated", "1", "1");
    sheet.assertRefused("c", "=b+1", "cell a: " + reason);

    setTotal("quantity", 6, product);

    assertThat(sheet.read("a").body()).isEqualTo(cell(formula, "1"));
    assertThat(sheet.read("b").body()).isEqualTo(cell("=a+1", "2"));
  }

  @Test
  void memberThatIsRenamedMakesItsFormulaFailUntilItIsBack() {
    int product = application.anotherProduct();
    String own = "product_id = " + product;
    Object family = application.value("SELECT family FROM product WHERE " + own);
    assertThat(http.post("/update_cell", edit("product", "family", "Lone", own)).status())
        .isEqualTo(200);
    setTotal("quantity", 5, product);
    String formula = "=CUBE(\"sales\",\"quantity\",\"family\",\"Lone\")";
    sheet.assertTaken("a", formula, "5");

    Answer renamed = http.post("/update_cell", edit("product", "family", family, own));
    assertThat(renamed.status()).as(renamed.body()).isEqualTo(200);
    assertThat(sheet.result("a")).isEqualTo("'family' has no member 'Lone'");

    assertThat(http.post("/update_cell", edit("product", "family", "Lone", own)).status())
        .isEqualTo(200);
    assertThat(sheet.result("a")).isEqualTo("5");
  }
}
