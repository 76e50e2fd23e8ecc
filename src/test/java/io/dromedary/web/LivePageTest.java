package io.dromedary.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The live page, in a browser, on the whole program. */
@ExtendWith(SharedApplication.class)
class LivePageTest {
  private static final int TOTAL = 1;
  private static final int MARCH = 4;

  private static RunningApplication application;
  private static String brand;
  private PageBrowser browser;

  @BeforeAll
  static void start(RunningApplication shared) {
    PageBrowser.requireInstalled();
    application = shared;
    brand = shared.anotherBrand();
  }

  @BeforeEach
  void openPage() {
    browser = PageBrowser.open(page());
  }

  @AfterEach
  void closePage() {
    browser.close();
  }

  private static URI page() {
    return URI.create("http://localhost:%d/".formatted(application.application().port()));
  }

  private static BigDecimal total(Map<String, ?> region) {
    String filter =
        region.entrySet().stream()
            .map(level -> "%s='%s'".formatted(level.getKey(), level.getValue()))
            .reduce((one, other) -> one + " AND " + other)
            .orElseThrow();
    JsonNode cells =
        application
            .http()
            .get(
                "/cubes/sales/cells?measure=quantity&filter="
                    + filter.replace(" ", "%20").replace("'", "%27"))
            .json();
    return new BigDecimal(cells.at("/data/0/cells/0").asText());
  }

  private static BigDecimal sum(Iterable<BigDecimal> numbers) {
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal number : numbers) {
      sum = sum.add(number);
    }
    return sum;
  }

  @Test
  void showsTheTotalsThatTheInterfaceAnswers() {
    assertThat(browser.number(browser.cell(brand, TOTAL)))
        .isEqualByComparingTo(total(Map.of("brand", brand)));
    assertThat(browser.number(browser.cell(brand, MARCH)))
        .isEqualByComparingTo(total(Map.of("brand", brand, "invoice_date_month", "2025-03")));
  }

  @Test
  void anEditInOneWindowAppearsInAnotherWithoutReload() {
    try (PageBrowser other = PageBrowser.open(page())) {
      other.mark();
      WebElement watched = other.cell(brand, MARCH);
      BigDecimal value = browser.number(browser.cell(brand, MARCH)).add(BigDecimal.valueOf(77));

      browser.edit(browser.cell(brand, MARCH), value.toPlainString());

      other.awaitNumber(watched, value);
      assertThat(watched.getDomAttribute("class")).contains("flash");
      other.awaitText("history", brand + ", Mar 2025");
      assertThat(other.isMarked()).isTrue();
    }
  }

  @Test
  void aWriteOfACellOfASheetAppearsAmongTheEdits() {
    application.http().post("/api/v1/page/Answer", "{\"value\":\"=6*7\"}");

    browser.awaitText("history", "Answer of the sheet page");
    browser.awaitText("history", "42");
    browser.awaitText("history", "written · 1 cell");
  }

  @Test
  void editingATotalChangesWhatIsBelowExactly() {
    browser.cell(brand, 0).click();
    BigDecimal value = browser.number(browser.cell(brand, TOTAL)).add(BigDecimal.valueOf(1_013));

    browser.edit(browser.cell(brand, TOTAL), value.toPlainString());

    browser.awaitText("note", "→");
    browser.awaitNumber(browser.cell(brand, TOTAL), value);
    assertThat(browser.children(brand, TOTAL)).hasSizeGreaterThan(1);
    assertThat(sum(browser.children(brand, TOTAL))).isEqualByComparingTo(value);
    assertThat(total(Map.of("brand", brand))).isEqualByComparingTo(value);
  }

  @Test
  void aRejectedEditShowsItsProblemAndTheOldValue() {
    WebElement cell = browser.cell(brand, MARCH);
    String before = cell.getText();

    browser.edit(cell, "twelve");

    browser.awaitText("note", "A measure takes a number");
    assertThat(cell.getText()).isEqualTo(before);
  }

  @Test
  void anEditOfATotalThatSomebodyHasChangedAsksFirst() {
    WebElement cell = browser.cell(brand, MARCH);
    BigDecimal theirs = browser.number(cell).add(BigDecimal.valueOf(5));
    BigDecimal mine = browser.number(cell).add(BigDecimal.valueOf(9));
    browser.type(cell, mine.toPlainString());
    Answer answer =
        application
            .http()
            .post(
                "/cubes/sales/cells",
                HttpApi.cell(
                    "quantity",
                    Map.of("brand", brand, "invoice_date_month", "2025-03"),
                    "value",
                    theirs));
    assertThat(answer.status()).isEqualTo(200);

    browser.press(Keys.ENTER);

    browser.awaitText("note", "Somebody was faster");
    browser.awaitNumber(cell, theirs);
    browser.clickButton("Apply anyway");
    browser.awaitNumber(cell, mine);
    assertThat(total(Map.of("brand", brand, "invoice_date_month", "2025-03")))
        .isEqualByComparingTo(mine);
  }

  @Test
  void previewSaysWhatAnEditWouldDoAndWritesNothing() {
    WebElement cell = browser.cell(brand, MARCH);
    BigDecimal before = browser.number(cell);

    browser.type(cell, before.add(BigDecimal.TEN).toPlainString());
    browser.clickButton("Preview");

    browser.awaitText("note", "Largest factor");
    browser.press(Keys.ESCAPE);
    assertThat(browser.number(browser.cell(brand, MARCH))).isEqualByComparingTo(before);
    assertThat(total(Map.of("brand", brand, "invoice_date_month", "2025-03")))
        .isEqualByComparingTo(before);
  }

  @Test
  void theKeyboardReachesEverything() {
    browser.cell(brand, 0).click();
    assertThat(browser.row(brand).getDomAttribute("aria-expanded")).isEqualTo("true");
    browser.press(Keys.ARROW_LEFT);
    assertThat(browser.row(brand).getDomAttribute("aria-expanded")).isEqualTo("false");
    browser.press(Keys.TAB);
    assertThat(browser.focused()).isEqualTo(browser.cell(brand, TOTAL));
    browser.press(Keys.ARROW_RIGHT);
    browser.press(Keys.F2);
    assertThat(browser.focused().getTagName()).isEqualTo("input");
    browser.press("1", Keys.ESCAPE);
    assertThat(browser.focused()).isEqualTo(browser.cell(brand, TOTAL + 1));
    assertThat(browser.number(browser.focused()))
        .isEqualByComparingTo(total(Map.of("brand", brand, "invoice_date_month", "2025-01")));
  }
}
