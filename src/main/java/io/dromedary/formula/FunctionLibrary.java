package io.dromedary.formula;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The functions that formulas may call. Names are found in any case. Immutable. */
public final class FunctionLibrary {
  private final Map<String, Definition> definitions;
  private final Map<String, String> refusals;

  private FunctionLibrary(Map<String, Definition> definitions, Map<String, String> refusals) {
    this.definitions = Map.copyOf(definitions);
    this.refusals = Map.copyOf(refusals);
  }

  /** Starts a library without any functions. */
  public static Builder builder() {
    return new Builder();
  }

  /** The names of all functions, in lower case. */
  public Set<String> names() {
    return definitions.keySet();
  }

  /** The function of a name. */
  Optional<Definition> find(String name) {
    return Optional.ofNullable(definitions.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Why there is no function of a name that people may expect. */
  Optional<String> refusal(String name) {
    return Optional.ofNullable(refusals.get(name.toLowerCase(Locale.ROOT)));
  }

  /** A function and how it is called. */
  record Definition(Arity arity, Function function) {}

  /** Collects functions. Not thread-safe. */
  public static final class Builder {
    private final Map<String, Definition> definitions = new HashMap<>();
    private final Map<String, String> refusals = new HashMap<>();

    private Builder() {}

    /**
     * Adds a function.
     *
     * @throws IllegalArgumentException if there is one of that name
     */
    public Builder add(String name, Arity arity, Function function) {
      requireNonNull(arity, "arity is null");
      requireNonNull(function, "function is null");
      Definition former =
          definitions.put(name.toLowerCase(Locale.ROOT), new Definition(arity, function));
      if (former != null) {
        throw new IllegalArgumentException("there are two functions " + name);
      }
      return this;
    }

    /** Notes why there is no function of a name that people may expect. */
    public Builder refuse(String name, String reason) {
      refusals.put(name.toLowerCase(Locale.ROOT), requireNonNull(reason, "reason is null"));
      return this;
    }

    public FunctionLibrary build() {
      return new FunctionLibrary(definitions, refusals);
    }
  }
}
