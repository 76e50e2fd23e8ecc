package io.dromedary.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.RunningApplication;
import io.dromedary.testing.SharedApplication;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of failures in a route that an operator has added. */
@ExtendWith(SharedApplication.class)
class ErrorRoutesTest {
  private static final String ROUTE = "failing";

  private final CamelContext camel;

  ErrorRoutesTest(RunningApplication application) {
    this.camel = application.application().camelContext();
  }

  @BeforeEach
  void addRoute() throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:" + ROUTE).routeId(ROUTE).throwException(new IllegalStateException("bad"));
          }
        });
  }

  @AfterEach
  void removeRoute() throws Exception {
    camel.getRouteController().stopRoute(ROUTE);
    camel.removeRoute(ROUTE);
  }

  @Test
  void anExchangeThatIsNoRequestStaysFailed() {
    Exchange exchange = camel.createProducerTemplate().send("direct:" + ROUTE, sent -> {});

    assertThat(exchange.getException()).hasMessage("bad");
  }

  @Test
  void aRequestIsAnswered() {
    Exchange exchange =
        camel
            .createProducerTemplate()
            .send("direct:" + ROUTE, sent -> sent.setProperty(RequestId.PROPERTY, "request-1"));

    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(500);
    assertThat(exchange.getMessage().getBody(String.class)).contains("request-1");
  }
}
