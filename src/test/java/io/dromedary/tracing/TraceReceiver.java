package io.dromedary.tracing;

import com.sun.net.httpserver.HttpServer;
import io.dromedary.tracing.SpanReader.ReceivedSpan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Receives traces by OTLP over HTTP, as a collector does, and also what webhooks deliver. */
final class TraceReceiver implements AutoCloseable {
  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
  private final List<String> delivered = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  TraceReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          spans.addAll(SpanReader.read(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.createContext(
        "/webhook",
        exchange -> {
          delivered.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The spans of a trace that have arrived. */
  List<ReceivedSpan> spansOf(String traceId) {
    return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  /** The headers {@code traceparent} of the deliveries that have arrived. */
  List<String> delivered() {
    return List.copyOf(delivered);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
