package io.dromedary.web;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium that shows a page of the program, with a profile of its own. */
final class PageBrowser implements AutoCloseable {
  private static final File BROWSER =
      new File(System.getProperty("dromedary.test.chromium", "/usr/bin/chromium"));
  private static final File DRIVER =
      new File(System.getProperty("dromedary.test.chromedriver", "/usr/bin/chromedriver"));
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path profile;
  private final ChromeDriver driver;
  private final WebDriverWait patience;

  private PageBrowser(Path profile, URI page, ExpectedCondition<?> ready) {
    this.profile = profile;
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1400,900",
        "--user-data-dir=" + profile);
    // With both paths given, Selenium has nothing to look for and nothing to download.
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build();
    driver = new ChromeDriver(service, options);
    patience = new WebDriverWait(driver, PATIENCE);
    driver.get(page.toString());
    patience.until(ready);
  }

  /** Skips the test where there is no Chromium; but in continuous integration there must be one. */
  static void requireInstalled() {
    boolean installed = BROWSER.canExecute() && DRIVER.canExecute();
    String message =
        "The page is tested in Chromium, and %s or %s is missing: install chromium and chromium-driver, or name them with -Ddromedary.test.chromium and -Ddromedary.test.chromedriver"
            .formatted(BROWSER, DRIVER);
    if (!installed && "true".equals(System.getenv("CI"))) {
      fail(message);
    }
    assumeTrue(installed, message);
  }

  /** Opens the live page. */
  static PageBrowser open(URI page) {
    return open(page, ExpectedConditions.attributeToBe(By.id("connection"), "data-state", "live"));
  }

  /** Opens a page and waits until it is ready. */
  static PageBrowser open(URI page, ExpectedCondition<?> ready) {
    try {
      return new PageBrowser(Files.createTempDirectory("chromium"), page, ready);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The elements of a CSS selector. */
  List<WebElement> elements(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Clicks on the element of a CSS selector when it is there. */
  void click(String selector) {
    patience.until(ExpectedConditions.elementToBeClickable(By.cssSelector(selector))).click();
  }

  /** Waits for the text of the element of a CSS selector. */
  void awaitText(By element, String text) {
    patience.until(ExpectedConditions.textToBePresentInElementLocated(element, text));
  }

  /** What the browser has complained of, such as what the page may not load. */
  List<String> faults() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The URLs of all that the page has loaded. */
  List<String> loaded() {
    return ((List<?>)
            driver.executeScript(
                "return performance.getEntriesByType('resource').map(entry => entry.name)"))
        .stream().map(String::valueOf).toList();
  }

  WebElement row(String name) {
    return driver.findElement(By.xpath("//tbody/tr[th[normalize-space()='%s']]".formatted(name)));
  }

  /** A cell by its row's name and its column: 0 is the row's name, 1 the total, 2 January. */
  WebElement cell(String row, int column) {
    return row(row).findElement(By.xpath("*[%d]".formatted(column + 1)));
  }

  /** The number that a cell shows. */
  BigDecimal number(WebElement cell) {
    return new BigDecimal(cell.getDomProperty("textContent").replace(",", ""));
  }

  /** The numbers of the rows below a row, in one column. */
  List<BigDecimal> children(String parent, int column) {
    return row(parent)
        .findElements(
            By.xpath(
                "following-sibling::tr[@aria-level='3'][preceding-sibling::tr[@aria-level='2'][1]/th[normalize-space()='%s']]/*[%d]"
                    .formatted(parent, column + 1)))
        .stream()
        .map(this::number)
        .toList();
  }

  /** Types into a cell, as people do: click, replace what is there, and wait with Enter. */
  void type(WebElement cell, String value) {
    cell.click();
    cell.findElement(By.tagName("input")).sendKeys(Keys.chord(Keys.CONTROL, "a"), value);
  }

  void edit(WebElement cell, String value) {
    type(cell, value);
    press(Keys.ENTER);
  }

  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  void clickButton(String text) {
    patience
        .until(
            ExpectedConditions.elementToBeClickable(
                By.xpath("//section[@id='note']//button[.='%s']".formatted(text))))
        .click();
  }

  /** Waits until an element of the page contains a text. */
  void awaitText(String id, String text) {
    patience.until(ExpectedConditions.textToBePresentInElementLocated(By.id(id), text));
  }

  void awaitNumber(WebElement cell, BigDecimal value) {
    patience.until(driver -> number(cell).compareTo(value) == 0);
  }

  /** Marks this load of the page, to tell it from another. */
  void mark() {
    driver.executeScript("window.marked = true");
  }

  boolean isMarked() {
    return Boolean.TRUE.equals(driver.executeScript("return window.marked"));
  }

  @Override
  public void close() {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted((one, other) -> other.compareTo(one)).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
