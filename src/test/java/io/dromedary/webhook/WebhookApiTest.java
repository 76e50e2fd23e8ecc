package io.dromedary.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.edit.EditId;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WebhookApiTest extends WebhookTestSupport {
  @Test
  void whatIsGivenUpIsADeadLetterAndCanBeReplayed() throws Exception {
    AtomicBoolean works = new AtomicBoolean();
    receiver.answer(exchange -> works.get() ? 200 : 400);
    EditId webhook = subscribe(1, "/a");
    server.set("attempts", "3").start();
    server.publish(webhook, 1, 3);

    eventually().until(() -> json("/webhooks/1-0").get("dead").asInt() == 3);
    JsonNode letters = json("/webhooks/1-0/dead-letters?limit=2");
    JsonNode rest =
        json("/webhooks/1-0/dead-letters?limit=2&cursor=" + letters.get("next").asText());
    works.set(true);
    String second = letters.at("/data/1/id").asText();
    var one = server.post("/webhooks/1-0/dead-letters/replay", "{\"ids\":[\"" + second + "\"]}");
    eventually().until(() -> receiver.accepted("/a").size() == 1);
    var others = server.post("/webhooks/1-0/dead-letters/replay", "");
    eventually().until(() -> receiver.accepted("/a").size() == 3);

    assertThat(letters.at("/data/0/value").asText()).isEqualTo("3");
    assertThat(letters.at("/data/0/attempts").asInt()).isEqualTo(3);
    assertThat(letters.at("/data/0/reason").asText()).isEqualTo("HTTP status 400");
    assertThat(rest.get("data")).hasSize(1);
    assertThat(rest.get("next").isNull()).isTrue();
    assertThat(one.statusCode()).isEqualTo(202);
    assertThat(one.body()).isEqualTo("{\"replayed\":1}");
    assertThat(others.body()).isEqualTo("{\"replayed\":2}");
    assertThat(receiver.accepted("/a")).containsExactly("2", "1", "3");
    eventually().until(() -> json("/webhooks/1-0").get("pending").asInt() == 0);
  }

  @Test
  void theListOfWebhooksIsFilteredAndPagedAndHoldsNoSecret() throws Exception {
    server.directory().subscribe(1, Optional.of("A"), receiver.url("/1"), Optional.of("c2VjcmV0"));
    server.directory().subscribe(2, Optional.of("b"), receiver.url("/2"), Optional.empty());
    server.directory().subscribe(3, Optional.empty(), receiver.url("/3"), Optional.empty());
    server.start();

    JsonNode first = json("/webhooks?limit=2&sheet=sHEET");
    JsonNode second = json("/webhooks?limit=2&cursor=" + first.get("next").asText());

    assertThat(first.get("data")).hasSize(2);
    assertThat(second.at("/data/0/id").asText()).isEqualTo("3-0");
    assertThat(second.get("next").isNull()).isTrue();
    assertThat(json("/webhooks?cell=B").at("/data/0/webhook_url").asText())
        .isEqualTo(receiver.url("/2"));
    assertThat(server.get("/webhooks").body()).doesNotContain("c2VjcmV0");
    assertThat(server.get("/webhooks?cursor=x").statusCode()).isEqualTo(400);
    assertThat(server.post("/webhooks/1-0/dead-letters/replay", "{\"ids\":1}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void whatIsLeftOfADeletedWebhookIsRemoved() throws Exception {
    receiver.answer(exchange -> 500);
    EditId webhook = subscribe(1, "/a");
    server.start();
    server.publish(webhook, 1, 3);
    eventually().until(() -> !receiver.received().isEmpty());

    server.directory().delete(webhook);
    WebhookQueues queues =
        new WebhookQueues(
            new WebhookScripts(server.redisson()), new WebhookStatistics(server.redisson()));
    WebhookKeeper keeper =
        new WebhookKeeper(queues, new WebhookDispatcher(Clock.systemUTC()), server.directory());
    keeper.clean();
    keeper.clean();

    assertThat(server.get("/webhooks/1-0/deliveries").statusCode()).isEqualTo(404);
    assertThat(server.get("/webhooks/1-0").body()).contains("/problems/unknown-webhook");
    eventually()
        .until(
            () ->
                !server.redisson().getKeys().getKeysStream().anyMatch(key -> key.contains("1-0")));
  }
}
