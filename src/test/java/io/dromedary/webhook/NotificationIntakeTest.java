package io.dromedary.webhook;

import static io.dromedary.webhook.WebhookServer.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.edit.EditId;
import io.dromedary.webhook.TestReceiver.Received;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.redisson.client.codec.StringCodec;

class NotificationIntakeTest extends WebhookTestSupport {
  private void setPosition(String position) {
    server.redisson().getBucket("{webhooks}:position", StringCodec.INSTANCE).set(position);
  }

  @Test
  void anOutcomeWithManyNotificationsIsDeliveredInTheirOrder() {
    EditId webhook = subscribe(1, "/a");
    server.start();
    server.publish(
        IntStream.range(0, 1_100).mapToObj(number -> change(webhook, "" + number)).toList());

    eventually().until(() -> receiver.received().size() == 1_100);

    assertThat(receiver.accepted("/a"))
        .isEqualTo(IntStream.range(0, 1_100).mapToObj(Integer::toString).toList());
  }

  @Test
  void anOutcomeThatWasTakenInPartIsTakenToItsEnd() {
    EditId webhook = subscribe(1, "/a");
    server.publish(List.of(change(webhook, "a"), change(webhook, "b"), change(webhook, "c")));
    server.publish(List.of(change(webhook, "d")));
    setPosition("1-0/2");

    server.start();

    eventually().until(() -> receiver.received().size() == 2);
    assertThat(receiver.received().stream().map(Received::id))
        .containsExactly("1-0.1-0.2", "2-0.1-0.0");
  }

  @Test
  void whatCannotBeReadIsPassedOver() {
    EditId webhook = subscribe(1, "/a");
    server.start();
    server.publishText("no JSON");
    server.publishText("[{\"webhook\":\"x\"}]");
    server.publish(webhook, 1, 1);

    eventually().until(() -> receiver.accepted("/a").size() == 1);

    assertThat(receiver.received()).hasSize(1);
  }

  @Test
  void whatFindsItsQueueFullIsADeadLetter() {
    receiver.answer(exchange -> 500);
    EditId webhook = subscribe(1, "/a");
    server.set("queue", "2").start();
    server.publish(webhook, 1, 5);

    eventually().until(() -> json("/webhooks/1-0").get("dead").asInt() == 3);
    assertThat(receiver.accepted("/a")).isEmpty();
  }

  @Test
  void aWaitGoesOnAfterARestart() throws Exception {
    receiver.answer(
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "3600");
          return 429;
        });
    EditId webhook = subscribe(1, "/a");
    server.set("longest-delay", "3600000").start();
    server.publish(webhook, 1, 2);
    eventually().until(() -> json("/webhooks/1-0/deliveries").get("data").size() == 1);

    server.stop();
    server.start();
    EditId other = subscribe(2, "/b");
    server.publish(other, 3, 3);

    eventually().until(() -> receiver.received().size() == 2);
    assertThat(receiver.received().get(1).path()).isEqualTo("/b");
    assertThat(json("/webhooks/1-0").get("pending").asInt()).isEqualTo(2);
  }
}
