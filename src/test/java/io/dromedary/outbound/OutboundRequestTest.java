package io.dromedary.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.dromedary.edit.ProblemException;
import io.dromedary.edit.ProblemType;
import io.dromedary.settings.SettingValues;
import io.dromedary.start.ContextSetup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundRequestTest {
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<Headers> headers = new CopyOnWriteArrayList<>();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Main main = new Main();
  private ProducerTemplate template;
  private HttpServer server;
  private int port;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.start();
    port = server.getAddress().getPort();
    answer("/ok", exchange -> reply(exchange, 200, "fine"));
    // The address and not the name, so that the name leads to what is forbidden elsewhere.
    Map<String, String> allowed = Map.of("dromedary.webhooks.allow", "127.0.0.1:" + port);
    SettingValues values = SettingValues.of(List.of(OutboundSetup.SETTINGS), allowed);
    main.addMainListener(new ContextSetup(context -> OutboundSetup.install(context, values)));
    main.addInitialProperty("camel.main.name", "outbound");
    main.configure()
        .addRoutesBuilder(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("direct:call").to("http:receiver?throwExceptionOnFailure=false");
              }
            });
    main.start();
    template = main.getCamelTemplate();
  }

  @AfterEach
  void stop() {
    main.stop();
    server.stop(0);
    executor.shutdownNow();
  }

  private void answer(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          headers.add(exchange.getRequestHeaders());
          received.add(
              "%s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          handler.handle(exchange);
        });
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void redirect(String path, int status, String location) {
    answer(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", location);
          reply(exchange, status, "elsewhere");
        });
  }

  private Exchange post(String url) {
    return call("POST", url);
  }

  private Exchange call(String method, String url) {
    return template.send(
        "direct:call",
        exchange -> {
          exchange.getMessage().setHeader(Exchange.HTTP_URI, url);
          exchange.getMessage().setHeader(Exchange.HTTP_METHOD, method);
          exchange.getMessage().setBody(method.equals("POST") ? "the body" : null);
        });
  }

  private String at(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  private static int status(Exchange exchange) {
    assertThat(exchange.getException()).isNull();
    return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
  }

  private static void assertForbidden(Exchange exchange) {
    assertThat(exchange.getException()).isInstanceOf(ProblemException.class);
    assertThat(((ProblemException) exchange.getException()).problem().type())
        .isEqualTo(ProblemType.FORBIDDEN_ADDRESS);
  }

  @Test
  void anAllowedAddressIsCalledWithItsUrlAsItIs() {
    Exchange exchange = post(at("/ok/a%2Fb?c=%2B&throwExceptionOnFailure=x&d=%20"));

    assertThat(status(exchange)).isEqualTo(200);
    assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("fine");
    assertThat(received)
        .containsExactly("POST /ok/a%2Fb?c=%2B&throwExceptionOnFailure=x&d=%20 the body");
    assertThat(headers.get(0).get("User-agent")).containsExactly("Dromedary");
    assertThat(headers.get(0)).doesNotContainKeys("Cookie", "Authorization");
  }

  @Test
  void aNameThatLeadsToAForbiddenAddressIsRefused() {
    // It is the port that is not allowed: the name is resolved, and the address is refused.
    assertForbidden(post("http://localhost:" + (port == 1 ? 2 : 1) + "/ok"));
    assertThat(received).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308})
  void aRedirectionThatKeepsThePostIsFollowed(int status) {
    redirect("/moved", status, "/ok");

    assertThat(status(post(at("/moved")))).isEqualTo(200);
    assertThat(received).containsExactly("POST /moved the body", "POST /ok the body");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303})
  void aRedirectionThatWouldTurnAPostIntoAGetIsNotFollowed(int status) {
    redirect("/moved", status, "/ok");

    assertThat(status(post(at("/moved")))).isEqualTo(status);
    assertThat(received).hasSize(1);
    assertThat(status(call("GET", at("/moved")))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:1/",
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest",
        "http://[::1]/",
        "//10.0.0.1/"
      })
  void aRedirectionToAForbiddenAddressIsRefused(String location) {
    redirect("/moved", 307, location);

    assertForbidden(post(at("/moved")));
  }

  @Test
  void aRedirectionToAnotherSchemeIsNotFollowed() {
    redirect("/moved", 307, "file:///etc/passwd");

    assertThat(post(at("/moved")).getException()).isNotNull();
  }

  @Test
  void redirectionsEndAfterTheThird() {
    redirect("/a", 307, "/b");
    redirect("/b", 307, "/c");
    redirect("/c", 307, "/d");
    redirect("/d", 307, "/ok");

    assertThat(post(at("/a")).getException()).hasMessageContaining("redirects");
    assertThat(status(post(at("/b")))).isEqualTo(200);
  }

  @Test
  void noMoreThanTheBeginningOfALongAnswerIsRead() {
    AtomicLong sent = new AtomicLong();
    answer(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] part = new byte[1 << 16];
          while (sent.get() < 1L << 33) {
            exchange.getResponseBody().write(part);
            sent.addAndGet(part.length);
          }
        });

    Exchange exchange = post(at("/endless"));

    assertThat(status(exchange)).isEqualTo(200);
    assertThat(exchange.getMessage().getBody(byte[].class)).hasSize(OutboundClient.MAX_BODY);
    assertThat(sent.get()).isLessThan(1L << 30);
  }

  @Test
  void anAnswerThatIsPackedIsNotUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
      zip.write(new byte[1 << 20]);
    }
    answer(
        "/packed",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, packed.size());
          exchange.getResponseBody().write(packed.toByteArray());
          exchange.close();
        });

    Exchange exchange = post(at("/packed"));

    assertThat(status(exchange)).isEqualTo(200);
    assertThat(exchange.getMessage().getBody(byte[].class)).isEmpty();
    assertThat(headers.get(0)).doesNotContainKey("Accept-encoding");
  }

  @Test
  void anAnswerWithoutEndOfHeadersIsNotRead() {
    answer(
        "/headers",
        exchange -> {
          for (int number = 0; number < 1_000; number++) {
            exchange.getResponseHeaders().add("X-" + number, "x");
          }
          reply(exchange, 200, "");
        });

    assertThat(post(at("/headers")).getException()).hasMessageContaining("header");
  }

  @Test
  void cookiesAreNotKept() {
    answer(
        "/cookie",
        exchange -> {
          exchange.getResponseHeaders().add("Set-Cookie", "a=b; Path=/");
          reply(exchange, 200, "");
        });

    post(at("/cookie"));
    post(at("/cookie"));

    assertThat(headers.get(1)).doesNotContainKey("Cookie");
  }
}
