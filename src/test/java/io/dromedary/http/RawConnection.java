package io.dromedary.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A socket for what a well-behaved HTTP client cannot send. */
final class RawConnection implements AutoCloseable {
  private final Socket socket;

  RawConnection(int port) throws IOException {
    socket = new Socket("localhost", port);
    socket.setSoTimeout(20_000);
  }

  RawConnection send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Reads until the text has come. */
  String readUntil(String end) throws IOException {
    StringBuilder read = new StringBuilder();
    InputStream input = socket.getInputStream();
    while (read.indexOf(end) < 0) {
      int next = input.read();
      if (next < 0) {
        throw new IOException("Connection closed after: " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
