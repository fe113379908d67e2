package treecast.extension;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Registry of a family's providers by name: Treecast's own, and those that {@link ServiceLoader}
 * finds with the context class loader of the thread, which knows the jars of {@code --jars}.
 *
 * @param <P> the family's interface
 */
public final class Registry<P extends Provider> {
  private static final Pattern NAME = Pattern.compile("\\p{Alpha}[\\p{Alnum}-]*");
  private static final Pattern SETTING = Pattern.compile("\\p{Alpha}\\p{Alnum}*");

  private final String family;
  private final Map<String, P> providers = new LinkedHashMap<>();

  private Registry(String family) {
    this.family = family;
  }

  /**
   * Finds the providers of a family.
   *
   * @param family name of a member in messages, such as "optimizer"
   * @param type the family's interface
   * @param builtIn Treecast's own providers, in the order in which messages list them
   * @throws ExtensionException if a provider cannot be loaded or has an invalid name or settings,
   *     or if two have the same name
   */
  public static <P extends Provider> Registry<P> of(String family, Class<P> type, List<P> builtIn) {
    Registry<P> registry = new Registry<>(family);
    builtIn.forEach(registry::add);
    registry.loaded(type).forEach(registry::add);
    return registry;
  }

  private List<P> loaded(Class<P> type) {
    List<P> loaded = new ArrayList<>();
    try {
      ServiceLoader.load(type, Thread.currentThread().getContextClassLoader()).forEach(loaded::add);
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new ExtensionException("providers of the family %s: %s".formatted(family, line(e)), e);
    }
    loaded.sort(Comparator.comparing(provider -> provider.getClass().getName()));
    return loaded;
  }

  private void add(P provider) {
    String name = checkedName(provider);
    P other = providers.putIfAbsent(name, provider);
    if (other != null) {
      throw new ExtensionException(
          "%s %s: expected one provider of this name, found two: %s and %s"
              .formatted(family, name, other.getClass().getName(), provider.getClass().getName()));
    }
  }

  /** Checks the names of a provider and its settings, and returns the provider's name. */
  private String checkedName(P provider) {
    String where = "%s provider %s: ".formatted(family, provider.getClass().getName());
    String name;
    List<String> settings;
    try {
      name = provider.name();
      settings = provider.settings().stream().map(Setting::name).toList();
    } catch (RuntimeException | LinkageError e) {
      throw new ExtensionException(where + line(e), e);
    }
    if (name == null || !NAME.matcher(name).matches()) {
      throw new ExtensionException(
          "%sexpected a name of letters, digits and hyphens, found %s"
              .formatted(where, name == null || name.isEmpty() ? "none" : name));
    }
    boolean distinct = settings.stream().distinct().count() == settings.size();
    if (!distinct
        || settings.contains("name")
        || !settings.stream().allMatch(s -> SETTING.matcher(s).matches())) {
      throw new ExtensionException(
          "%sexpected different settings of letters and digits other than name, found %s"
              .formatted(where, String.join(", ", settings)));
    }
    return name;
  }

  /** Names of all providers, Treecast's own first. */
  public List<String> names() {
    return List.copyOf(providers.keySet());
  }

  /** Providers by name, Treecast's own first. */
  public Map<String, P> providers() {
    return new LinkedHashMap<>(providers);
  }

  /**
   * Provider with a name.
   *
   * @throws ExtensionException if there is none
   */
  public P provider(String name) {
    P provider = providers.get(name);
    if (provider == null) {
      throw new ExtensionException(
          "%s: expected one of %s, found %s (is its jar missing from --jars?)"
              .formatted(family, String.join(", ", names()), name));
    }
    return provider;
  }

  /** Description of a provider for messages: family, name and class. */
  public String describe(P provider) {
    return "%s %s (%s)".formatted(family, provider.name(), provider.getClass().getName());
  }

  /**
   * Creates an extension.
   *
   * @param maker calls the family's method
   * @throws IllegalArgumentException if a value of a setting cannot be used; the message is the
   *     provider's, as is that of an exception that is {@link Explained}
   * @throws ExtensionException if anything else is wrong with the provider
   */
  public <T> T make(P provider, Function<P, T> maker) {
    T made;
    try {
      made = maker.apply(provider);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      if (e instanceof Explained) {
        throw e;
      }
      throw new ExtensionException(
          "%s: cannot be made: %s".formatted(describe(provider), line(e)), e);
    }
    if (made == null) {
      throw new ExtensionException(describe(provider) + ": made nothing");
    }
    Serialised.require(describe(provider), made);
    return made;
  }

  private static String line(Throwable e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    Throwable cause = e.getCause();
    String why =
        e instanceof ServiceConfigurationError && cause != null
            ? ": " + cause.getClass().getSimpleName() + ": " + cause.getMessage()
            : "";
    return e instanceof ServiceConfigurationError
        ? message + why
        : e.getClass().getSimpleName() + ": " + message;
  }
}
