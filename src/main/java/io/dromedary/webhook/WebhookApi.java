package io.dromedary.webhook;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.edit.EditId;
import io.dromedary.edit.Excerpt;
import io.dromedary.edit.Json;
import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.http.PathParameters;
import io.dromedary.http.QueryParameters;
import io.dromedary.sheet.Subscription;
import io.dromedary.sheet.SubscriptionDirectory;
import io.dromedary.webhook.WebhookRecords.Counts;
import io.dromedary.webhook.WebhookRecords.DeadLetter;
import io.dromedary.webhook.WebhookRecords.LoggedAttempt;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.redisson.client.RedisException;

/**
 * Answers what people ask about webhooks. Every list is {@code {"data":[…],"next":"<cursor>"}} with
 * {@code next} null at its end. No answer holds a secret. Problems: UNKNOWN_WEBHOOK,
 * MALFORMED_REQUEST, and UNAVAILABLE if Redis does not answer.
 */
public final class WebhookApi {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final long DEFAULT_LIMIT = 100L;
  private static final int MAX_LIMIT = 10_000;

  private final SubscriptionDirectory directory;
  private final WebhookRecords records;
  private final WebhookDispatcher dispatcher;
  private final Clock clock;

  WebhookApi(
      SubscriptionDirectory directory,
      WebhookRecords records,
      WebhookDispatcher dispatcher,
      Clock clock) {
    this.directory = requireNonNull(directory, "directory is null");
    this.records = requireNonNull(records, "records is null");
    this.dispatcher = requireNonNull(dispatcher, "dispatcher is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Lists webhooks in the order in which they were made; {@code sheet} and {@code cell} filter. */
  public void list(Exchange exchange) {
    QueryParameters query = query(exchange, "sheet", "cell", "limit", "cursor");
    int limit = limit(query);
    Optional<EditId> after = cursor(query, EditId::parse);
    List<Subscription> page =
        directory.all().stream()
            .filter(one -> after.isEmpty() || one.id().isAfter(after.get()))
            .filter(one -> matches(query.text("sheet"), Optional.of(one.sheet())))
            .filter(one -> matches(query.text("cell"), one.cell()))
            .limit(limit + 1L)
            .toList();
    List<Subscription> shown = page.subList(0, Math.min(limit, page.size()));
    List<Counts> counts = asking(() -> records.of(shown.stream().map(Subscription::id).toList()));
    ArrayNode data = Json.mapper().createArrayNode();
    for (int index = 0; index < shown.size(); index++) {
      data.add(document(shown.get(index), counts.get(index)));
    }
    reply(
        exchange,
        data,
        page.size() > limit ? Optional.of(shown.get(limit - 1).id().toString()) : Optional.empty());
  }

  /** Names of sheets and cells are the same in any case. */
  private static boolean matches(Optional<String> wanted, Optional<String> name) {
    return wanted.isEmpty() || (name.isPresent() && wanted.get().equalsIgnoreCase(name.get()));
  }

  /** One webhook. */
  public void one(@Header("id") Object id, Exchange exchange) {
    query(exchange);
    Subscription webhook = find(id);
    Counts counts = asking(() -> records.of(List.of(webhook.id()))).get(0);
    reply(exchange, OK, document(webhook, counts));
  }

  private ObjectNode document(Subscription webhook, Counts counts) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", webhook.id().toString());
    json.put("sheet", webhook.sheet());
    json.put("cell", webhook.cell().orElse(null));
    json.put("webhook_url", webhook.url());
    json.put("pending", counts.pending());
    json.put("dead", counts.dead());
    json.put("circuit", dispatcher.circuit(webhook.url()));
    return json;
  }

  /** The latest attempts of a webhook, the last one first. */
  public void deliveries(@Header("id") Object id, Exchange exchange) {
    QueryParameters query = query(exchange, "limit", "cursor");
    int limit = limit(query);
    Optional<EditId> before = cursor(query, EditId::parse);
    EditId webhook = find(id).id();
    List<LoggedAttempt> page = asking(() -> records.attempts(webhook, before, limit + 1));
    List<LoggedAttempt> shown = page.subList(0, Math.min(limit, page.size()));
    ArrayNode data = Json.mapper().createArrayNode();
    shown.forEach(attempt -> data.add(Json.read(attempt.json())));
    reply(
        exchange,
        data,
        page.size() > limit ? Optional.of(shown.get(limit - 1).place()) : Optional.empty());
  }

  /** What was given up, the last one first: the delivery with its reason. */
  public void deadLetters(@Header("id") Object id, Exchange exchange) {
    QueryParameters query = query(exchange, "limit", "cursor");
    int limit = limit(query);
    Optional<Long> before = cursor(query, Long::valueOf);
    EditId webhook = find(id).id();
    List<DeadLetter> page = asking(() -> records.deadLetters(webhook, before, limit + 1));
    List<DeadLetter> shown = page.subList(0, Math.min(limit, page.size()));
    ArrayNode data = Json.mapper().createArrayNode();
    for (DeadLetter letter : shown) {
      ObjectNode json = (ObjectNode) Json.read(letter.delivery());
      json.setAll((ObjectNode) Json.read(letter.reason()));
      data.add(json);
    }
    reply(
        exchange,
        data,
        page.size() > limit
            ? Optional.of(Long.toString(shown.get(limit - 1).place()))
            : Optional.empty());
  }

  /**
   * Puts dead letters at the end of the queue again: all, or those of the body {@code {"ids":[…]}}.
   * Answers 202 {@code {"replayed": <count>}}.
   */
  public void replay(@Header("id") Object id, Exchange exchange) {
    query(exchange);
    Subscription webhook = find(id);
    requireNoForm(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class));
    Optional<List<String>> ids = ids(exchange.getMessage().getBody(String.class));
    long replayed = asking(() -> records.replay(webhook.id(), ids, clock.instant()));
    dispatcher.wake(List.of(webhook.id()));
    reply(exchange, ACCEPTED, Json.mapper().createObjectNode().put("replayed", replayed));
  }

  /** The parts of a form are no body any more, and no body would mean all dead letters. */
  private static void requireNoForm(String contentType) {
    if (contentType != null
        && contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST, "The body is JSON or empty, and no form with parts.")
          .asException();
    }
  }

  private static Optional<List<String>> ids(String body) {
    if (body == null || body.isBlank()) {
      return Optional.empty();
    }
    JsonNode json = Json.read(body);
    if (json.isObject() && json.isEmpty()) {
      return Optional.empty();
    }
    JsonNode ids = json.path("ids");
    List<String> texts = new ArrayList<>();
    for (JsonNode one : ids) {
      if (one.isTextual()) {
        texts.add(one.asText());
      }
    }
    if (!ids.isArray() || json.size() != 1 || texts.size() != ids.size()) {
      throw Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "The body is {\"ids\": [\"…\"]} with ids of dead letters, or empty for all.")
          .asException();
    }
    return Optional.of(texts);
  }

  private Subscription find(Object header) {
    String id = PathParameters.last(header);
    Optional<Subscription> found;
    try {
      found = directory.find(EditId.parse(id));
    } catch (IllegalArgumentException e) {
      found = Optional.empty();
    }
    return found.orElseThrow(
        () ->
            Problem.of(
                    ProblemType.UNKNOWN_WEBHOOK,
                    "There is no webhook '%s'.".formatted(Excerpt.of(id)))
                .with("webhook", Excerpt.of(id))
                .asException());
  }

  private static <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (RedisException e) {
      throw WebhookScripts.unavailable(e);
    }
  }

  private static QueryParameters query(Exchange exchange, String... known) {
    return QueryParameters.parse(
        exchange.getMessage().getHeader(Exchange.HTTP_QUERY, String.class), known);
  }

  private static int limit(QueryParameters query) {
    return query.number("limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT).intValue();
  }

  private static <T> Optional<T> cursor(QueryParameters query, Function<String, T> reader) {
    return query.text("cursor").map(text -> cursor(text, reader));
  }

  private static <T> T cursor(String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      ProblemException refusal =
          QueryParameters.refusal(
              "cursor",
              "'cursor' takes the member 'next' of an earlier answer, not '%s'."
                  .formatted(Excerpt.of(text)));
      refusal.addSuppressed(e);
      throw refusal;
    }
  }

  private static void reply(Exchange exchange, ArrayNode data, Optional<String> next) {
    ObjectNode list = Json.mapper().createObjectNode();
    list.set("data", data);
    list.put("next", next.orElse(null));
    reply(exchange, OK, list);
  }

  private static void reply(Exchange exchange, int status, JsonNode json) {
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    exchange.getMessage().setHeader("Cache-Control", "no-store");
    exchange.getMessage().setBody(Json.write(json));
  }
}
