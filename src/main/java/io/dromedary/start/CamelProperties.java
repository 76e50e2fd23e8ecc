package io.dromedary.start;

import static java.util.Objects.requireNonNull;

import io.dromedary.settings.SettingValues;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.apache.camel.util.IOHelper;

/**
 * Gives Camel the settings of the program, for placeholders in routes and for {@code camel.*}, and
 * lets it look up other names by the same rule: a system property wins over an environment
 * variable, and that over files. By itself Camel lets the variable win.
 */
final class CamelProperties implements LoadablePropertiesSource, Ordered {
  private final Map<String, String> settings;
  private final UnaryOperator<String> system;
  private final UnaryOperator<String> environment;

  /**
   * A source of properties.
   *
   * @param settings those that are set
   * @param system gives a system property or null
   * @param environment gives, for the name of a property, what its variable has, or null
   */
  CamelProperties(
      SettingValues settings, UnaryOperator<String> system, UnaryOperator<String> environment) {
    this.settings = requireNonNull(settings, "settings is null").given();
    this.system = requireNonNull(system, "system is null");
    this.environment = requireNonNull(environment, "environment is null");
  }

  /** The properties of this process. */
  static CamelProperties of(SettingValues settings) {
    return new CamelProperties(settings, System::getProperty, IOHelper::lookupEnvironmentVariable);
  }

  /** Becomes the first source of a context that has not been initialized. */
  void addTo(CamelContext context) {
    PropertiesComponent component = (PropertiesComponent) context.getPropertiesComponent();
    component.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
    component.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
    component.addPropertiesSource(this);
  }

  @Override
  public String getName() {
    return "dromedary";
  }

  @Override
  public int getOrder() {
    return HIGHEST;
  }

  @Override
  public String getProperty(String name) {
    return Optional.ofNullable(settings.get(name))
        .or(() -> Optional.ofNullable(system.apply(name)))
        .or(() -> Optional.ofNullable(environment.apply(name)))
        .orElse(null);
  }

  @Override
  public Properties loadProperties() {
    return loadProperties(name -> true);
  }

  @Override
  public Properties loadProperties(Predicate<String> filter) {
    Properties properties = new Properties();
    settings.forEach(
        (name, text) -> {
          if (filter.test(name)) {
            properties.setProperty(name, text);
          }
        });
    return properties;
  }

  /** The settings do not change while the program runs. */
  @Override
  public void reloadProperties(String location) {}
}
