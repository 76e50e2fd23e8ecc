package io.dromedary.webhook;

import static io.dromedary.webhook.WebhookServer.change;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.edit.EditId;
import io.dromedary.webhook.TestReceiver.Received;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookDeliveryTest extends WebhookTestSupport {
  private static final String SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void aSubscriberOfACellGetsItsValueAndResultSigned() throws Exception {
    EditId webhook =
        server
            .directory()
            .subscribe(
                7, Optional.of("A"), receiver.url("/hook?x=%2B"), Optional.of("whsec_" + SECRET));
    server.start();
    Map<String, Object> notification = change(webhook, "=B+1");
    notification.put("result", "5");
    notification.put("via", List.of("http://a/api/v1/s/a", "http://b/api/v1/s/b"));
    String edit = server.publish(List.of(notification));

    eventually().until(() -> receiver.received().size() == 1);
    Received received = receiver.received().get(0);

    assertThat(received.body()).isEqualTo("{\"value\":\"=B+1\",\"result\":\"5\"}");
    assertThat(received.id()).isEqualTo(edit + ".7-0.0");
    assertThat(received.headers().getFirst("Content-Type")).isEqualTo("application/json");
    assertThat(received.headers().getFirst("Dromedary-Via"))
        .isEqualTo("http://a/api/v1/s/a, http://b/api/v1/s/b");
    assertThat(received.headers().getFirst("webhook-signature"))
        .isEqualTo(signature(received, SECRET));
  }

  private static String signature(Received received, String secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
    String signed =
        received.id()
            + "."
            + received.headers().getFirst("webhook-timestamp")
            + "."
            + received.body();
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }

  @Test
  void aSubscriberOfASheetIsToldTheCellAndItIsSignedWithTheProgramsSecret() throws Exception {
    EditId webhook =
        server.directory().subscribe(7, Optional.empty(), receiver.url("/sheet"), Optional.empty());
    server.start();
    server.publish(List.of(change(webhook, "1")));

    eventually().until(() -> receiver.received().size() == 1);
    Received received = receiver.received().get(0);
    Path file = server.folder().resolve("webhook.secret");

    assertThat(received.body())
        .isEqualTo("{\"sheet\":\"Sheet\",\"cell\":\"A\",\"value\":\"1\",\"result\":\"1\"}");
    assertThat(received.headers().getFirst("webhook-signature"))
        .isEqualTo(
            signature(received, Files.readString(file).strip().substring("whsec_".length())));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void theOrderIsKeptAlthoughTheReceiverFailsAtRandom() throws Exception {
    EditId webhook = subscribe(1, "/a");
    Random random = new Random(1);
    receiver.answer(exchange -> random.nextInt(3) == 0 ? 500 : 200);
    server.start();

    List<String> values = server.publish(webhook, 1, 60);

    eventually().until(() -> receiver.accepted("/a").size() >= values.size());
    assertThat(receiver.accepted("/a")).isEqualTo(values);
    assertThat(receiver.received()).hasSizeGreaterThan(values.size());
    eventually().until(() -> server.statistics().delivered() == values.size());
    assertThat(server.statistics().failed()).isEqualTo(receiver.received().size() - values.size());
    assertThat(server.statistics().dead()).isZero();
    assertThat(server.statistics().queues().pending()).isZero();
    assertThat(json("/webhooks/1-0/deliveries?limit=1000").get("data"))
        .anySatisfy(attempt -> assertThat(attempt.get("status").asText()).isEqualTo("failed"))
        .anySatisfy(attempt -> assertThat(attempt.get("attempt").asInt()).isGreaterThan(1));
  }

  @Test
  void aForbiddenAddressIsADeadLetterAtOnce() throws Exception {
    EditId webhook =
        server.directory().subscribe(1, Optional.empty(), "http://10.1.2.3/", Optional.empty());
    server.start();
    server.publish(webhook, 1, 1);

    eventually().until(() -> json("/webhooks/1-0").get("dead").asInt() == 1);

    assertThat(server.statistics().dead()).isEqualTo(1);
    assertThat(server.statistics().queues().deadLetters()).isEqualTo(1);
    assertThat(json("/webhooks/1-0/dead-letters").at("/data/0/reason").asText())
        .startsWith("The address may not be called");
    assertThat(json("/webhooks/1-0/deliveries").at("/data/0/status").asText()).isEqualTo("dead");
  }

  @Test
  void whatCannotBeSentIsADeadLetterAndHoldsUpNothing() throws Exception {
    TestDirectory directory = server.directory();
    EditId bad =
        directory.subscribe(1, Optional.empty(), "http://{{redis.url}}/", Optional.empty());
    EditId unsigned =
        directory.subscribe(2, Optional.empty(), receiver.url("/b"), Optional.of("no base64!"));
    EditId good = subscribe(3, "/c");
    server.start();
    server.publish(List.of(change(bad, "1"), change(unsigned, "1"), change(good, "1")));

    eventually().until(() -> json("/webhooks/1-0").get("dead").asInt() == 1);
    eventually().until(() -> json("/webhooks/2-0").get("dead").asInt() == 1);
    eventually().until(() -> receiver.received().size() == 1);
    assertThat(receiver.received().get(0).path()).isEqualTo("/c");
  }

  @Test
  void anAnswerWithoutEndIsTakenForWhatItsStatusSays() {
    receiver.answer(TestReceiver::endless);
    EditId webhook = subscribe(1, "/a");
    server.start();
    server.publish(webhook, 1, 2);

    eventually().until(() -> json("/webhooks/1-0/deliveries").get("data").size() == 2);
  }

  @Test
  void goneEndsTheDeliveriesOfAWebhook() throws Exception {
    receiver.answer(exchange -> 410);
    EditId webhook = subscribe(1, "/a");
    server.start();
    server.publish(List.of(change(webhook, "1"), change(webhook, "2"), change(webhook, "3")));

    eventually().until(() -> json("/webhooks/1-0").get("dead").asInt() == 3);
    server.publish(webhook, 4, 4);
    eventually().until(() -> json("/webhooks/1-0").get("dead").asInt() == 4);

    assertThat(receiver.received()).hasSize(1);
    assertThat(json("/webhooks/1-0/dead-letters").at("/data/3/reason").asText())
        .isEqualTo("HTTP status 410");
  }
}
