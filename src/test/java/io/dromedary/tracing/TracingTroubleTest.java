package io.dromedary.tracing;

import static io.dromedary.testing.HttpApi.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dromedary.testing.Answer;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.TestSheet;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Nobody takes the traces. */
class TracingTroubleTest {
  @Test
  void editsAreAnsweredAlthoughTheirTracesCannotBeSentAndThatIsTold() throws Exception {
    String endpoint;
    try (ServerSocket free = new ServerSocket(0)) {
      endpoint = "http://127.0.0.1:" + free.getLocalPort();
    }
    Logger logger = (Logger) LoggerFactory.getLogger("io.opentelemetry");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try (RunningApplication application =
        RunningApplication.start(
            Optional.empty(), Map.of("dromedary.tracing.endpoint", endpoint))) {
      Answer answer =
          application.http().post("/update_cell", edit("sales", "quantity", 5, "product_id = 1"));
      TestSheet.in(application).assertTaken("a", "1", "1");

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      await("the trouble to be told")
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  List.copyOf(lines.list).stream()
                      .anyMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN)));
    } finally {
      logger.detachAppender(lines);
    }
  }
}
