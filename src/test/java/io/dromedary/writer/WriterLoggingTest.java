package io.dromedary.writer;

import static io.dromedary.testing.HttpApi.edit;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.Json;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** What the writer tells of edits, and under which context. */
@ExtendWith(SharedApplication.class)
class WriterLoggingTest {
  private final RunningApplication application;
  private final HttpApi http;
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.dromedary.writer");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  WriterLoggingTest(RunningApplication application) {
    this.application = application;
    this.http = application.http();
  }

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.DEBUG);
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  private List<ILoggingEvent> linesOf(String edit) {
    return List.copyOf(lines.list).stream()
        .filter(line -> edit.equals(line.getMDCPropertyMap().get(Writer.LOG_CONTEXT)))
        .toList();
  }

  @Test
  void appliedEditsAndGroupsAreToldAtDebug() {
    int product = application.anotherProduct();

    Answer cell = http.update("sales", "quantity", 5, "product_id = " + product);
    Answer column = http.update("product", "name", "x", "product_id = " + product);

    for (Answer answer : List.of(cell, column)) {
      assertThat(linesOf(answer.text("id")))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.getLevel()).isEqualTo(Level.DEBUG);
                assertThat(line.getFormattedMessage())
                    .contains(answer.text("id"), "product_id = " + product);
              });
    }
    assertThat(List.copyOf(lines.list))
        .anyMatch(
            line ->
                line.getLevel() == Level.DEBUG
                    && line.getFormattedMessage().startsWith("Group of 1 edits"));
  }

  @Test
  void refusedEditsAreToldAtInfoWithTheReason() {
    Answer cell = http.update("sales", "quantity", 5, "product_id = -1");
    Answer column = http.post("/update_cell", edit("product", "name", "x", "product_id = -1"));

    for (Answer answer : List.of(cell, column)) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(422);
      assertThat(linesOf(answer.text("edit")))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.getLevel()).isEqualTo(Level.INFO);
                assertThat(line.getFormattedMessage())
                    .contains(answer.text("edit"), answer.text("detail"));
              });
    }
  }

  @Test
  void linesOfJsonNameTheEdit() throws JoranException {
    Answer answer =
        http.post(
            "/update_cell", edit("sales", "quantity", 5, "product_id = -1", "user", "a\"\n\u2028"));

    byte[] text = jsonEncoder().encode(linesOf(answer.text("edit")).get(0));

    JsonNode line = Json.read(text);
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("edit").asText()).isEqualTo(answer.text("edit"));
    assertThat(line.path("logger").asText()).startsWith("io.dromedary.writer.");
    assertThat(line.path("message").asText()).contains(answer.text("edit"));
    assertThat(OffsetDateTime.parse(line.path("timestamp").asText()).getOffset())
        .isEqualTo(ZoneOffset.UTC);
    assertThat(new String(text, StandardCharsets.UTF_8)).endsWith("\n").containsOnlyOnce("\n");
  }

  @Test
  void aLineOfJsonWithAnExceptionIsOneLineThatTellsIt() throws JoranException {
    org.slf4j.Logger any = LoggerFactory.getLogger("io.dromedary.writer.Any");
    any.warn(
        "It \"broke\"\nhere", new IllegalStateException("outer", new IOException("inner\r\n")));

    byte[] text = jsonEncoder().encode(lines.list.get(lines.list.size() - 1));

    JsonNode line = Json.read(text);
    assertThat(line.path("message").asText()).isEqualTo("It \"broke\"\nhere");
    assertThat(line.path("exception").asText())
        .contains("java.lang.IllegalStateException: outer", "java.io.IOException: inner")
        .contains("\tat " + WriterLoggingTest.class.getName());
    assertThat(new String(text, StandardCharsets.UTF_8)).endsWith("\n").containsOnlyOnce("\n");
  }

  /** What the program's own configuration chooses with {@code dromedary.log.format=json}. */
  private static Encoder<ILoggingEvent> jsonEncoder() throws JoranException {
    LoggerContext context = new LoggerContext();
    context.putProperty("dromedary.log.format", "json");
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
    return ((ConsoleAppender<ILoggingEvent>)
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("json"))
        .getEncoder();
  }

  @Test
  void startWithDataIsNoTrouble() {
    try (RunningApplication fresh = RunningApplication.start()) {
      fresh.http().update("sales", "quantity", 5, "product_id = 1");
      fresh.restart();

      Answer answer = fresh.http().update("sales", "quantity", 6, "product_id = 1");

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(List.copyOf(lines.list))
          .isNotEmpty()
          .noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
    }
  }
}
