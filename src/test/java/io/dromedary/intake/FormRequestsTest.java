package io.dromedary.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.HttpApi;
import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedApplication.class)
class FormRequestsTest {
  private static final String[] FORM = {"Content-Type", "multipart/form-data; boundary=x"};

  private final HttpApi http;
  private final int port;

  FormRequestsTest(RunningApplication application) {
    http = application.http();
    port = application.application().port();
  }

  @Test
  void formUnderQueryThatCannotBeDecodedIsRefused() throws Exception {
    // Java's client sends no such query.
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("POST /update_cell?%zz HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                      + "Content-Length: 2\r\nConnection: close\r\n\r\n{}")
                  .getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("/problems/malformed-request");
    }
  }

  @Test
  void formIsNoWishToReplayAllDeadLetters() {
    http.post("/api/v1/forms/price", "{\"value\":\"1\"}");
    String id =
        http.post("/webhooks", "{\"sheet\":\"forms\",\"webhook_url\":\"https://example.invalid/\"}")
            .text("id");
    String replay = "/webhooks/" + id + "/dead-letters/replay";

    assertThat(http.post(replay, "{\"idss\":[]}", FORM).status()).isEqualTo(400);
    assertThat(http.post(replay, "").status()).isEqualTo(202);
  }
}
