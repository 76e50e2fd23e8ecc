package io.dromedary.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingValuesTest {
  private static final Setting<Integer> THREADS =
      Setting.of("dromedary.hats.threads", SettingType.wholeNumber("hats", 1, 9), "4", "");
  private static final Setting<String> PUBLIC_URL =
      Setting.optional(
          "dromedary.hats.public-url", SettingType.of("a URL", text -> text), "none", "");
  private static final Setting<String> SECRET =
      Setting.optional(
          "dromedary.hats.secret",
          SettingType.of(
                  "a long text",
                  text -> {
                    if (text.length() < 10) {
                      throw new IllegalArgumentException("it is short");
                    }
                    return text;
                  })
              .secret(),
          "none",
          "");
  private static final List<SettingGroup> GROUPS =
      List.of(SettingGroup.of("Hats", THREADS, PUBLIC_URL), SettingGroup.of("More", SECRET));

  private static SettingSource system(String name, String text) {
    Properties properties = new Properties();
    properties.setProperty(name, text);
    return SettingSource.system(properties);
  }

  private static SettingValues values(String name, String text) {
    return SettingValues.of(GROUPS, Map.of(name, text));
  }

  @Test
  void theFirstSourceThatHasASettingCounts() {
    SettingSource system = system("dromedary.hats.threads", "1");
    SettingSource environment = SettingSource.environment(Map.of("DROMEDARY_HATS_THREADS", "2"));
    SettingSource other = SettingSource.of(Map.of("dromedary.hats.threads", "3"));

    assertThat(SettingValues.read(GROUPS, List.of(system, environment, other)).get(THREADS))
        .isEqualTo(1);
    assertThat(SettingValues.read(GROUPS, List.of(environment, other)).get(THREADS)).isEqualTo(2);
    assertThat(SettingValues.read(GROUPS, List.of(other)).get(THREADS)).isEqualTo(3);
    assertThat(SettingValues.read(GROUPS, List.of()).get(THREADS)).isEqualTo(4);
    assertThat(SettingValues.read(GROUPS, List.of()).find(PUBLIC_URL)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void aBlankValueIsNone(String blank) {
    SettingSource next = SettingSource.environment(Map.of("DROMEDARY_HATS_THREADS", " 7 "));

    assertThat(
            SettingValues.read(GROUPS, List.of(system("dromedary.hats.threads", blank), next))
                .get(THREADS))
        .isEqualTo(7);
  }

  @Test
  void aValueThatIsNotAllowedIsRefusedWithWhatIs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> values("dromedary.hats.threads", "10"))
        .withMessage(
            "dromedary.hats.threads is '10'; it must be a whole number of hats from 1 to 9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettingValues.of(GROUPS, Map.of()).with(Map.of(THREADS.name(), "0")))
        .withMessageStartingWith("dromedary.hats.threads is '0'");
  }

  @Test
  void aRefusalRepeatsNoSecret() {
    assertThatThrownBy(() -> values("dromedary.hats.secret", "hush"))
        .hasMessage("dromedary.hats.secret is '***'; it must be a long text: it is short")
        .hasNoCause();
    assertThatThrownBy(() -> values("dromedary.hats.threads", "http://u:hush@h/"))
        .hasMessageStartingWith("dromedary.hats.threads is 'http://***@h/'");
  }

  @Test
  void anUnknownNameIsRefusedInEverySource() {
    assertThatThrownBy(
            () -> SettingValues.read(GROUPS, List.of(system("dromedary.hats.thread", "1"))))
        .hasMessage(
            "dromedary.hats.thread is no setting; did you mean dromedary.hats.threads?"
                + " All are in docs/configuration.md");
    assertThatThrownBy(
            () ->
                SettingValues.read(
                    GROUPS,
                    List.of(SettingSource.environment(Map.of("DROMEDARY_HATS_PUBLICURL", "1")))))
        .hasMessageStartingWith(
            "DROMEDARY_HATS_PUBLICURL is no setting; did you mean DROMEDARY_HATS_PUBLIC_URL?");
    assertThatThrownBy(() -> values("dromedary.sekret", "hush"))
        .hasMessageStartingWith("dromedary.sekret is no setting")
        .hasMessageNotContaining("hush");
    assertThatThrownBy(
            () -> SettingValues.of(GROUPS, Map.of()).with(Map.of("dromedary.hats.Threads", "1")))
        .hasMessageContaining("did you mean dromedary.hats.threads?");
  }

  @Test
  void namesOfOthersAndOfTestsAreLetBe() {
    assertThatCode(
            () ->
                SettingValues.read(
                    GROUPS,
                    List.of(
                        system("dromedary.test.chromium", "x"),
                        system("camel.main.name", "x"),
                        SettingSource.environment(Map.of("DROMEDARYHATS", "x", "PATH", "x")))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "DROMEDARY_SERVICE_HOST, 10.0.0.1",
    "DROMEDARY_SERVICE_PORT, 8080",
    "DROMEDARY_SERVICE_PORT_HTTP, 8080",
    "DROMEDARY_PORT, tcp://10.0.0.1:8080",
    "DROMEDARY_PORT_8080_TCP, tcp://10.0.0.1:8080",
    "DROMEDARY_PORT_8080_TCP_ADDR, 10.0.0.1",
    "DROMEDARY_REDIS_SERVICE_HOST, 10.0.0.1",
    "DROMEDARY_REDIS_PORT_6379_TCP_PROTO, tcp",
  })
  void whatKubernetesSetsForAServiceOfThatNameIsLetBe(String name, String text) {
    assertThatCode(
            () ->
                SettingValues.read(GROUPS, List.of(SettingSource.environment(Map.of(name, text)))))
        .doesNotThrowAnyException();
  }

  @Test
  void aPortThatSomebodyHasGuessedIsNotTakenForOneOfKubernetes() {
    assertThatThrownBy(
            () ->
                SettingValues.read(
                    GROUPS,
                    List.of(SettingSource.environment(Map.of("DROMEDARY_HTTP_PORT", "80")))))
        .hasMessageStartingWith("DROMEDARY_HTTP_PORT is no setting");
  }

  @Test
  void whatDiffersFromItsDefaultIsSaidWithoutSecrets() {
    SettingValues values =
        SettingValues.of(
            GROUPS,
            Map.of(
                "dromedary.hats.threads", "5",
                "dromedary.hats.public-url", "https://u:a@b/c@hats.example/?q",
                "dromedary.hats.secret", "hush hush hush"));

    assertThat(values)
        .hasToString(
            "dromedary.hats.threads=5, dromedary.hats.public-url=https://***@hats.example/?q,"
                + " dromedary.hats.secret=***");
    assertThat(values("dromedary.hats.threads", "4").changes()).isEmpty();
    assertThat(values("dromedary.hats.threads", "04").changes()).isEmpty();
  }

  @Test
  void othersMayBePutOverSomeAndTheRestStays() {
    SettingValues values =
        SettingValues.of(GROUPS, Map.of(THREADS.name(), "5", PUBLIC_URL.name(), "u"))
            .with(Map.of(THREADS.name(), "6", "camel.server.port", "1"));

    assertThat(values.get(THREADS)).isEqualTo(6);
    assertThat(values.find(PUBLIC_URL)).contains("u");
    assertThat(values.given()).containsOnlyKeys(THREADS.name(), PUBLIC_URL.name());
    assertThat(values.with(Map.of()).defaults()).isEmpty();
    assertThat(SettingValues.of(GROUPS, Map.of()).defaults())
        .containsOnly(Map.entry(THREADS.name(), "4"));
  }

  @Test
  void aSettingThatIsInNoGroupCannotBeRead() {
    Setting<Integer> forgotten =
        Setting.of("dromedary.hats.size", SettingType.wholeNumber(1, 9), "4", "");

    assertThatIllegalStateException()
        .isThrownBy(() -> SettingValues.of(GROUPS, Map.of()).get(forgotten))
        .withMessage("dromedary.hats.size is in no group of settings, so nothing checks it");
  }

  @Test
  void aDeclarationThatContradictsItselfIsRefused() {
    assertThatThrownBy(
            () -> Setting.of("dromedary.hats.size", SettingType.wholeNumber(1, 9), "10", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> Setting.of("dromedary.hats.maxSize", SettingType.wholeNumber(1, 9), "1", ""))
        .hasMessage("dromedary.hats.maxSize is no name of a setting");
    assertThatThrownBy(
            () ->
                SettingValues.of(
                    List.of(SettingGroup.of("Hats", THREADS), SettingGroup.of("More", THREADS)),
                    Map.of()))
        .hasMessage("dromedary.hats.threads is declared twice");
  }
}
