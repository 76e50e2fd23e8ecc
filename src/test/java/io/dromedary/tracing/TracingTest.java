package io.dromedary.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dromedary.edit.EditId;
import io.dromedary.start.Application;
import io.dromedary.testing.Answer;
import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import io.dromedary.testing.TestSheet;
import io.dromedary.tracing.SpanReader.ReceivedSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.StreamMessageId;
import org.redisson.client.codec.StringCodec;
import org.slf4j.LoggerFactory;

class TracingTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static TraceReceiver receiver;
  private static RunningApplication application;

  @BeforeAll
  static void start() throws Exception {
    receiver = new TraceReceiver();
    application =
        RunningApplication.start(
            Optional.empty(),
            Map.of(
                "dromedary.tracing.endpoint",
                receiver.url(),
                "dromedary.webhooks.allow",
                "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    application.close();
    receiver.close();
  }

  @Test
  void oneTraceLeadsFromTheRequestThroughTheStreamsToThePublication() {
    Answer answer =
        application
            .http()
            .post(
                "/update_cell",
                HttpApi.edit("sales", "quantity", 5, "product_id = 1"),
                "traceparent",
                "00-" + TRACE + "-" + PARENT + "-01",
                "X-Request-Id",
                "traced-1");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().map()).doesNotContainKey("traceparent");

    awaitSpans(TRACE, "publish");
    List<ReceivedSpan> spans = receiver.spansOf(TRACE);
    ReceivedSpan request =
        spans.stream().filter(span -> span.parentId().equals(PARENT)).findFirst().orElseThrow();
    assertThat(request.attributes())
        .containsEntry("dromedary.request", "traced-1")
        .containsEntry("http.status_code", "200");
    ReceivedSpan apply = only(spans, "apply");
    ReceivedSpan publish = only(spans, "publish");
    assertThat(publish.parentId()).isEqualTo(apply.spanId());
    assertThat(apply.attributes())
        .containsEntry("messaging.message.id", answer.text("id"))
        .containsEntry("dromedary.edit.status", "applied");
    assertThat(ancestors(spans, publish)).contains(apply.spanId(), request.spanId(), PARENT);
    ReceivedSpan group =
        receiver.spans().stream()
            .filter(
                span -> span.name().equals("group") && apply.linkedSpans().contains(span.spanId()))
            .findFirst()
            .orElseThrow();
    assertThat(group.traceId()).isNotEqualTo(TRACE);
  }

  @Test
  void linesOfTheLogAboutATracedEditNameItsTrace() {
    String trace = TRACE.replace('0', '3');
    Logger logger = (Logger) LoggerFactory.getLogger("io.dromedary.writer");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      Answer refused =
          application
              .http()
              .post(
                  "/update_cell",
                  HttpApi.edit("sales", "quantity", 5, "product_id = -1"),
                  "traceparent",
                  "00-" + trace + "-" + PARENT + "-01");

      assertThat(refused.status()).isEqualTo(422);
      assertThat(List.copyOf(lines.list))
          .filteredOn(line -> line.getFormattedMessage().contains(refused.text("edit")))
          .isNotEmpty()
          .allSatisfy(
              line ->
                  assertThat(line.getMDCPropertyMap())
                      .containsEntry("trace_id", trace)
                      .containsEntry("edit", refused.text("edit")));
    } finally {
      logger.detachAppender(lines);
    }
  }

  @Test
  void theEditInTheLogAndInTheDatabaseSaysNothingOfItsTrace() {
    Answer answer = application.http().update("sales", "quantity", 6, "product_id = 2");

    Map<String, String> entry = entry(application, answer.text("id"));
    assertThat(entry).containsOnlyKeys("data", "traceparent");
    assertThat(entry.get("data")).doesNotContain("trace");
    assertThat(entry.get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    assertThat(
            application.rows(
                "SELECT * FROM dromedary.edits WHERE request || outcome || updates LIKE '%trace%'"))
        .isEmpty();
  }

  @Test
  void anEditWhoseClientAsksForNoTraceCarriesNone() {
    Answer answer =
        application
            .http()
            .post(
                "/update_cell",
                HttpApi.edit("sales", "quantity", 7, "product_id = 3"),
                "traceparent",
                "00-" + TRACE.replace('0', '4') + "-" + PARENT + "-00",
                "tracestate",
                "vendor=1");

    assertThat(entry(application, answer.text("id"))).containsOnlyKeys("data");
  }

  @Test
  void aWebhookIsToldInTheTraceOfTheEditThatChangedItsCell() {
    TestSheet sheet = TestSheet.in(application);
    sheet.set("a", "1");
    String body = "{\"webhook_url\":\"%s/webhook\"}".formatted(receiver.url());
    Answer subscribed = application.http().post(sheet.path("a") + "/subscribe", body);
    assertThat(subscribed.status()).as(subscribed.body()).isEqualTo(201);

    String trace = TRACE.replace('0', '1');
    sheet.write("a", "2", "traceparent", "00-" + trace + "-" + PARENT + "-01");

    await("the delivery")
        .atMost(Duration.ofSeconds(30))
        .until(() -> receiver.delivered().stream().anyMatch(parent -> parent.contains(trace)));
  }

  @Test
  void whatFailsIsTracedToo() {
    String trace = TRACE.replace('0', '2');

    Answer refused =
        application
            .http()
            .post("/update_cell", "{}", "traceparent", "00-" + trace + "-" + PARENT + "-01");

    assertThat(refused.status()).isEqualTo(400);
    await("the span of the request")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(receiver.spansOf(trace))
                    .anySatisfy(
                        span ->
                            assertThat(span.attributes())
                                .containsEntry("http.status_code", "400")));
  }

  @Test
  void monitoringAndTimersAreNotTraced() {
    application.http().get("/observe/health/live");
    application.http().get("/healthcheck");

    await("the span of the request that is traced")
        .atMost(Duration.ofSeconds(30))
        .until(() -> receiver.spans().stream().anyMatch(span -> isOf(span, "/healthcheck")));
    assertThat(receiver.spans())
        .noneMatch(span -> isOf(span, "/observe/"))
        .noneMatch(span -> isOf(span, "timer:"));
  }

  @Test
  @ExtendWith(SharedApplication.class)
  void withoutTheSettingNoEntryCarriesATrace(RunningApplication untraced) {
    Answer answer =
        untraced
            .http()
            .post(
                "/update_cell",
                HttpApi.edit(
                    "sales", "quantity", 5, "product_id = " + RunningApplication.COMMON_PRODUCT),
                "traceparent",
                "00-" + TRACE + "-" + PARENT + "-01");

    assertThat(entry(untraced, answer.text("id"))).containsOnlyKeys("data");
  }

  private static boolean isOf(ReceivedSpan span, String uri) {
    return span.attributes().getOrDefault("camel.uri", "").contains(uri);
  }

  private static void awaitSpans(String trace, String name) {
    await("the span " + name)
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                receiver.spansOf(trace).stream().anyMatch(span -> span.name().equals(name))
                    && receiver.spansOf(trace).stream()
                        .anyMatch(span -> span.parentId().equals(PARENT)));
  }

  private static ReceivedSpan only(List<ReceivedSpan> spans, String name) {
    List<ReceivedSpan> found = spans.stream().filter(span -> span.name().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  private static List<String> ancestors(List<ReceivedSpan> spans, ReceivedSpan span) {
    return spans.stream()
        .filter(parent -> parent.spanId().equals(span.parentId()))
        .findFirst()
        .map(
            parent -> {
              List<String> all = new ArrayList<>(ancestors(spans, parent));
              all.add(span.parentId());
              return all;
            })
        .orElse(List.of(span.parentId()));
  }

  private static Map<String, String> entry(RunningApplication from, String id) {
    EditId edit = EditId.parse(id);
    StreamMessageId entry = new StreamMessageId(edit.millis(), edit.sequence());
    return from.redis()
        .<String, String>getStream(Application.REQUESTS, StringCodec.INSTANCE)
        .range(entry, entry)
        .get(entry);
  }
}
