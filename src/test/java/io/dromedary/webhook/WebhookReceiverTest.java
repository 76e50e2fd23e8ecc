package io.dromedary.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.edit.EditId;
import io.dromedary.edit.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WebhookReceiverTest extends WebhookTestSupport {
  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void receiversThatHangDoNotDelayAnother() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    List<TestReceiver> hanging = new ArrayList<>();
    List<EditId> webhooks = new ArrayList<>();
    for (int number = 0; number < 6; number++) {
      TestReceiver one = new TestReceiver();
      one.answer(exchange -> awaitQuietly(end) ? 200 : 500);
      hanging.add(one);
      webhooks.add(
          server
              .directory()
              .subscribe(100 + number, Optional.of("A"), one.url("/"), Optional.empty()));
    }
    EditId quick = subscribe(1, "/quick");
    server.set("threads", "4").start();
    server.publish(quick, 0, 0);
    eventually().until(() -> receiver.accepted("/quick").size() == 1);
    webhooks.forEach(webhook -> server.publish(webhook, 1, 5));

    List<String> values = server.publish(quick, 1, 50);
    eventually().until(() -> receiver.accepted("/quick").size() == 51);

    assertThat(receiver.accepted("/quick").subList(1, 51)).isEqualTo(values);
    assertThat(hanging).allSatisfy(one -> assertThat(one.received()).isEmpty());
    end.countDown();
    hanging.forEach(TestReceiver::close);
  }

  @Test
  void theCircuitOpensForAReceiverThatFailsAndClosesWhenItIsBack() throws Exception {
    AtomicBoolean works = new AtomicBoolean();
    receiver.answer(exchange -> works.get() ? 200 : 503);
    List<EditId> webhooks =
        IntStream.range(1, 9).mapToObj(number -> subscribe(number, "/" + number)).toList();
    server.set("circuit-delay", "500").start();
    webhooks.forEach(webhook -> server.publish(webhook, 1, 2));

    eventually().until(() -> json("/webhooks/1-0").get("circuit").asText().equals("open"));
    String health = server.get("/observe/health").body();
    works.set(true);
    eventually()
        .until(
            () ->
                IntStream.range(1, 9)
                    .allMatch(number -> receiver.accepted("/" + number).size() == 2));

    assertThat(json("/webhooks/1-0").get("circuit").asText()).isEqualTo("closed");
    assertThat(Json.read(health).get("checks"))
        .anySatisfy(
            check -> {
              assertThat(check.get("name").asText()).isEqualTo("webhooks");
              assertThat(check.get("status").asText()).isEqualTo("UP");
              assertThat(check.at("/data/open_circuits").asText()).isEqualTo("1");
            });
  }
}
