package io.dromedary.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.edit.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractFileTest {
  @TempDir private Path routes;

  private Exchange answer(String known) throws IOException {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    new ContractFile(routes).answer(known, exchange);
    return exchange;
  }

  @Test
  void anEditOfTheFileIsSeenAtOnce() throws IOException {
    Files.writeString(routes.resolve("openapi.yaml"), "openapi: 3.1.0\n");
    String tag = answer(null).getMessage().getHeader("ETag", String.class);

    assertThat(answer(tag).getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(304);

    Files.writeString(routes.resolve("openapi.yaml"), "openapi: 3.1.1\n");
    Exchange changed = answer(tag);

    assertThat(changed.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isNull();
    assertThat(changed.getMessage().getBody()).isEqualTo("openapi: 3.1.1\n".getBytes(UTF_8));
  }

  @Test
  void aFileThatIsGoneIsNotFound() {
    assertThatThrownBy(() -> answer(null))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("openapi.yaml");
  }
}
