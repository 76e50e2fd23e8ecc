package io.dromedary.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.edit.EditId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WebhookRestartTest extends WebhookTestSupport {
  @Test
  void aRestartInTheMiddleLosesNothingAndKeepsTheOrder() throws Exception {
    EditId webhook = subscribe(1, "/a");
    Random random = new Random(2);
    receiver.answer(exchange -> random.nextInt(4) == 0 ? 500 : 200);
    server.start();
    List<String> values = new ArrayList<>(server.publish(webhook, 1, 40));
    eventually().until(() -> receiver.accepted("/a").size() > 5);

    server.stop();
    values.addAll(server.publish(webhook, 41, 60));
    server.start();

    eventually().until(() -> receiver.accepted("/a").contains("60"));
    // What was under way at the stop may have come twice, but next to itself.
    assertThat(withoutRepetitions(receiver.accepted("/a"))).isEqualTo(values);
  }

  @Test
  void aRedisThatIsKilledAndComesBackLosesNothing() throws Exception {
    EditId webhook = subscribe(1, "/a");
    server.start();
    List<String> values = new ArrayList<>(server.publish(webhook, 1, 40));

    server.redis().kill();
    server.redis().start();
    eventually().ignoreExceptions().until(() -> server.redisson().getKeys().count() > 0);
    values.addAll(server.publish(webhook, 41, 60));

    eventually().until(() -> receiver.accepted("/a").contains("60"));
    assertThat(withoutRepetitions(receiver.accepted("/a"))).isEqualTo(values);
  }

  private static List<String> withoutRepetitions(List<String> values) {
    List<String> kept = new ArrayList<>();
    for (String value : values) {
      if (kept.isEmpty() || !kept.get(kept.size() - 1).equals(value)) {
        kept.add(value);
      }
    }
    return kept;
  }
}
