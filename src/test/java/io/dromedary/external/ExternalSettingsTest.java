package io.dromedary.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.formula.function.Functions;
import io.dromedary.outbound.OutboundGuard;
import io.dromedary.sheet.CellParser;
import io.dromedary.sheet.SheetViews;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class ExternalSettingsTest {
  private static CamelContext context(String name, String value) {
    CamelContext context = new DefaultCamelContext();
    Properties properties = new Properties();
    properties.setProperty(name, value);
    context.getPropertiesComponent().setInitialProperties(properties);
    return context;
  }

  private static void start(String name, String value) {
    ExternalLifecycle lifecycle =
        (ExternalLifecycle)
            ExternalBeans.of(
                    OutboundGuard.allowing(""),
                    new CellParser(Functions.standard()),
                    new SheetViews())
                .get("externalLifecycle");
    lifecycle.onContextStarting(context(name, value));
  }

  @Test
  void theWaitDoublesWithEachFailureUpToTheLongest() {
    ExternalSettings settings = ExternalSettings.of(context("dromedary.external.deadline", "5"));

    assertThat(settings.deadline()).isEqualTo(Duration.ofMillis(5));
    assertThat(settings.delay(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.delay(4)).isEqualTo(Duration.ofSeconds(8));
    assertThat(settings.delay(7)).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.delay(1_000)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aSettingThatCannotBeUsedIsNamedAtTheStart() {
    assertThatThrownBy(() -> start("dromedary.external.threads", "none"))
        .hasMessage(
            "dromedary.external.threads is 'none'; it must be a whole number from 1 to 1000");
    assertThatThrownBy(() -> start("dromedary.public-url", "sheets.example.org"))
        .hasMessageContaining("dromedary.public-url is 'sheets.example.org'");
    assertThatThrownBy(() -> start("dromedary.public-url", "http://a,b"))
        .hasMessageContaining("it must be a URL such as");
  }
}
