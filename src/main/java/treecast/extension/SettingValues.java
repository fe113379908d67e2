package treecast.extension;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The values of a provider's settings: those that a plan gives, and defaults for the others. */
public final class SettingValues {
  private final Map<String, Setting<?>> settings = new TreeMap<>();
  private final Map<String, Object> values = new TreeMap<>();

  private SettingValues() {}

  /**
   * Reads the values of all settings of a provider.
   *
   * @param given the words that somebody gave a setting, or nothing
   * @throws IllegalArgumentException if words are no value of their setting; the message begins
   *     with the setting's name
   */
  public static SettingValues read(
      Provider provider, Function<Setting<?>, Optional<List<String>>> given) {
    SettingValues all = new SettingValues();
    for (Setting<?> setting : provider.settings()) {
      all.settings.put(setting.name(), setting);
      Optional<List<String>> words = given.apply(setting);
      if (words.isPresent()) {
        all.values.put(setting.name(), setting.read(words.get()));
      } else if (setting.fallback().isPresent()) {
        all.values.put(setting.name(), setting.fallback().get());
      }
    }
    return all;
  }

  /** The defaults of a provider. */
  public static SettingValues defaults(Provider provider) {
    return read(provider, setting -> Optional.empty());
  }

  /**
   * Reads values that {@link #texts} wrote; what it does not have is the default.
   *
   * @throws IllegalArgumentException if a setting is unknown, or a text is no value of its setting
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
   * The value of a setting.
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
   * The value of a setting that may be missing.
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

  /** All values as text, by the names of their settings; a list's elements between commas. */
  public Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    values.forEach((name, value) -> texts.put(name, String.join(",", Setting.words(value))));
    return texts;
  }
}
