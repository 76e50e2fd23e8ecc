package io.dromedary.http;

import io.dromedary.edit.Problem;
import io.dromedary.edit.ProblemType;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Fails with a problem, or as a program does when the header {@code name} is {@code fault}. */
public final class FailingStep implements Processor {
  @Override
  public void process(Exchange exchange) {
    String name = exchange.getMessage().getHeader("name", String.class);
    if ("fault".equals(name)) {
      throw new IllegalStateException("a secret of the program");
    } else if ("log".equals(name)) {
      throw Problem.of(ProblemType.LOG_UNAVAILABLE, "Try later.").asException();
    }
    throw new IllegalArgumentException(
        Problem.of(ProblemType.UNKNOWN_TABLE, "There is no table " + name + ".")
            .with("table", name)
            .asException());
  }
}
