package io.dromedary.start;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/**
 * Gives something to the context of a Camel Main before it is configured, when its properties can
 * be read and no bean has been looked for.
 */
public final class ContextSetup extends MainListenerSupport {
  private final Consumer<CamelContext> setup;

  public ContextSetup(Consumer<CamelContext> setup) {
    this.setup = requireNonNull(setup, "setup is null");
  }

  @Override
  public void beforeInitialize(BaseMainSupport main) {
    setup.accept(main.getCamelContext());
  }
}
