package io.dromedary.query;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection for requests that a proper client would not send. */
final class RawRequest implements AutoCloseable {
  private final Socket socket;

  RawRequest(int port) throws IOException {
    socket = new Socket("localhost", port);
    socket.setSoTimeout(10_000);
  }

  String statusLine(String requestLine) throws IOException {
    socket
        .getOutputStream()
        .write((requestLine + "\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
