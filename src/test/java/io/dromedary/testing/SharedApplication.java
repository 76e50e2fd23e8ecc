package io.dromedary.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes and methods the one {@link RunningApplication} that the whole test run shares.
 * It is started for the first that asks and closed after the last. A test works on a brand or a
 * product that it gets from there, or on figures that it has just read.
 */
public final class SharedApplication implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedApplication.class);

  private record Closing(RunningApplication application) implements AutoCloseable {
    @Override
    public void close() {
      application.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningApplication.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            RunningApplication.class, key -> new Closing(RunningApplication.start()), Closing.class)
        .application();
  }
}
