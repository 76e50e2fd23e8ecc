package io.dromedary.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.ExpectedConditions;

/** The page that shows the contract, in a browser, on the whole program. */
@ExtendWith(SharedApplication.class)
class DocsPageTest {
  private static final Path CONTRACT = Path.of("routes/openapi.yaml");

  private final RunningApplication application;
  private final String server;

  DocsPageTest(RunningApplication application) {
    this.application = application;
    this.server = "http://localhost:%d".formatted(application.application().port());
  }

  @Test
  void thePageShowsEveryOperationAndLoadsNothingFromElsewhere() throws IOException {
    PageBrowser.requireInstalled();
    long operations =
        Files.readAllLines(CONTRACT).stream().filter(line -> line.contains("operationId:")).count();

    try (PageBrowser browser = open("/docs")) {
      assertThat(browser.elements(".opblock")).hasSize((int) operations);
      assertThat(browser.loaded())
          .contains(server + "/openapi.yaml", server + "/docs/swagger-ui-bundle.js")
          .allSatisfy(url -> assertThat(url).matches("(%s/|data:).*".formatted(server)));
      assertThat(browser.faults()).isEmpty();
    }
  }

  @Test
  void anOperationCanBeTriedOut() {
    PageBrowser.requireInstalled();

    try (PageBrowser browser = open("/docs#/tables/tables")) {
      browser.click("#operations-tables-tables .try-out__btn");
      browser.click("#operations-tables-tables .execute");

      browser.awaitText(
          By.cssSelector(
              "#operations-tables-tables .live-responses-table tr.response .response-col_status"),
          "200");
      assertThat(browser.faults()).isEmpty();
    }
  }

  private PageBrowser open(String path) {
    return PageBrowser.open(
        URI.create(server + path),
        ExpectedConditions.presenceOfElementLocated(By.cssSelector(".opblock")));
  }

  @Test
  void theContractIsServedAsItStands() throws IOException {
    Answer answer = application.http().get("/openapi.yaml");

    assertThat(answer.body()).isEqualTo(Files.readString(CONTRACT));
    assertThat(answer.header("Content-Type")).isEqualTo("application/yaml");
    assertThat(
            application
                .http()
                .get("/openapi.yaml", "If-None-Match", answer.header("ETag"))
                .status())
        .isEqualTo(304);
  }

  @Test
  void whatIsNoFileOfThePageIsNotFound() {
    assertThat(application.http().get("/docs/docs.html").status()).isEqualTo(200);
    assertThat(application.http().get("/docs/index.html").status()).isEqualTo(404);
    assertThat(application.http().get("/docs/..%2Fpage.js").status()).isEqualTo(404);
  }
}
