package treecast.extension;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Values of a provider's settings: those of a plan, and defaults for the others. */
public final class SettingValues {
  private final Map<String, Setting<?>> settings = new TreeMap<>();
  private final Map<String, List<String>> words = new TreeMap<>();
  private final Map<String, Object> values = new TreeMap<>();

  private SettingValues() {}

  /**
   * Reads the values of all settings of a provider.
   *
   * @param given the words of a setting in the plan, or empty
   * @throws IllegalArgumentException if a value is invalid; the message begins with the setting's
   *     name
   */
  public static SettingValues read(
      Provider provider, Function<Setting<?>, Optional<List<String>>> given) {
    SettingValues all = new SettingValues();
    for (Setting<?> setting : provider.settings()) {
      all.settings.put(setting.name(), setting);
      Optional<List<String>> words =
          given.apply(setting).or(() -> setting.fallback().map(List::of));
      if (words.isPresent()) {
        all.words.put(setting.name(), words.get());
        all.values.put(setting.name(), setting.read(words.get()));
      }
    }
    return all;
  }

  /** Default values of a provider's settings. */
  public static SettingValues defaults(Provider provider) {
    return read(provider, setting -> Optional.empty());
  }

  /**
   * Reads values that {@link #texts} wrote; missing values are defaults.
   *
   * @throws IllegalArgumentException if a setting is unknown or a value is invalid
   */
  public static SettingValues ofTexts(Provider provider, Map<String, String> texts) {
    List<String> known = provider.settings().stream().map(Setting::name).toList();
    for (String name : texts.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "%s: expected a setting of %s (%s), found an unknown one"
                .formatted(name, provider.name(), String.join(", ", known)));
      }
    }
    return read(
        provider,
        setting ->
            Optional.ofNullable(texts.get(setting.name()))
                .map(text -> setting.list() ? List.of(text.split(",", -1)) : List.of(text)));
  }

  /**
   * Value of a setting.
   *
   * @throws IllegalArgumentException if it has none; the message begins with the setting's name
   * @throws IllegalStateException if the provider does not declare the setting, or with another
   *     type
   */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: expected %s, found nothing"
                        .formatted(setting.name(), setting.expected())));
  }

  /**
   * Value of an optional setting.
   *
   * @throws IllegalStateException if the provider does not declare the setting, or with another
   *     type
   */
  public <T> Optional<T> find(Setting<T> setting) {
    Setting<?> declared = settings.get(setting.name());
    if (declared == null) {
      throw new IllegalStateException(
          "%s: expected one of the declared settings (%s)"
              .formatted(setting.name(), String.join(", ", settings.keySet())));
    }
    if (!declared.type().equals(setting.type())) {
      throw new IllegalStateException(
          "%s: declared as %s, asked for as %s"
              .formatted(
                  setting.name(), declared.type().getSimpleName(), setting.type().getSimpleName()));
    }
    return Optional.ofNullable(values.get(setting.name())).map(setting.type()::cast);
  }

  /**
   * All values as the words that they were read from, by the names of their settings; elements of a
   * list are separated by commas.
   */
  public Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    words.forEach((name, word) -> texts.put(name, String.join(",", word)));
    return texts;
  }
}
