package io.dromedary.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.edit.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadersTest {
  private final RequestHeaders headers = new RequestHeaders();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*|application/json",
        "*|application/json",
        "application/json|application/json",
        "APPLICATION/JSON; charset=utf-8|application/json",
        "text/html, application/xhtml+xml, */*;q=0.8|application/json",
        "text/csv|text/csv",
        "text/*|text/csv",
        "text/csv, */*;q=0.1|text/csv",
        "application/json;q=0.5, text/csv;q=0.6|text/csv",
        "application/json;q=0, */*|text/csv",
        "text/csv;q=0.9, application/json;q=0.9|application/json",
      })
  void theMostWantedTypeIsChosen(String accept, String expected) {
    assertThat(headers.jsonOrCsv(accept)).isEqualTo(expected);
  }

  @Test
  void withoutTheHeaderTheAnswerIsJson() {
    assertThat(headers.jsonOrCsv(null)).isEqualTo("application/json");
    assertThat(headers.jsonOrCsv("")).isEqualTo("application/json");
  }

  @Test
  void aHeaderThatStandsTwiceCountsAsOne() {
    assertThat(headers.jsonOrCsv(List.of("text/html", "text/csv"))).isEqualTo("text/csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/json;q=0", "nonsense", "text/csv;q=2", ",;/"})
  void whatCannotBeGivenIsRefused(String accept) {
    assertThatThrownBy(() -> headers.jsonOrCsv(accept))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().type().status()).isEqualTo(406))
        .hasMessageContaining("text/csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"5-0\"", "W/\"5-0\"", "*", "\"4-0\", \"5-0\"", " \"5-0\" "})
  void theVersionIsCurrentIfItsTagIsListed(String ifNoneMatch) {
    assertThat(headers.isCurrent(ifNoneMatch, "5-0")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"5-1\"", "5-0", "\"15-0\"", "", "\"5\", \"0\""})
  void otherwiseItIsNot(String ifNoneMatch) {
    assertThat(headers.isCurrent(ifNoneMatch, "5-0")).isFalse();
  }
}
