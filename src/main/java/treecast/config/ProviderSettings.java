package treecast.config;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import treecast.extension.ExtensionException;
import treecast.extension.Provider;
import treecast.extension.Registry;
import treecast.extension.Setting;
import treecast.extension.SettingValues;

/**
 * Settings of an extension that a plan names, as {@code optimizer = adam} or {@code optimizer = {
 * name = adam, beta1 = 0.8 }}: its provider and the values of its settings. Missing values are the
 * defaults of the plan's format, or else of the provider.
 *
 * @param key key in the plan, such as {@code optimizer}
 */
public record ProviderSettings<P extends Provider>(
    String key, Registry<P> registry, P provider, SettingValues values) {

  /**
   * Reads the name and the settings of an extension.
   *
   * @throws SettingsException if the name is unknown or a value is invalid
   */
  static <P extends Provider> ProviderSettings<P> read(
      Settings settings, String key, Registry<P> registry) {
    P provider = settings.oneOf(settings.isObject(key) ? key + ".name" : key, registry.providers());
    return read(settings, key, registry, provider);
  }

  /**
   * Reads the settings of a provider.
   *
   * @throws SettingsException if a value is invalid
   */
  static <P extends Provider> ProviderSettings<P> read(
      Settings settings, String key, Registry<P> registry, P provider) {
    SettingValues values =
        SettingValues.read(
            provider,
            setting ->
                given(settings, key + "." + setting.name(), setting)
                    .or(() -> usual(settings, key, provider, setting)));
    return new ProviderSettings<>(key, registry, provider, values);
  }

  private static Optional<List<String>> given(Settings settings, String key, Setting<?> setting) {
    if (!settings.has(key)) {
      return Optional.empty();
    }
    List<String> words =
        setting.list()
            ? settings.words(key, setting.expected())
            : List.of(settings.text(key, setting.expected()));
    try {
      setting.read(words);
    } catch (IllegalArgumentException e) {
      throw settings.bad(key, setting.expected());
    }
    return Optional.of(words);
  }

  private static Optional<List<String>> usual(
      Settings settings, String key, Provider provider, Setting<?> setting) {
    Config usual = settings.format().usual();
    String path = String.join(".", key, provider.name(), setting.name());
    return usual.hasPath(path) ? Optional.of(List.of(usual.getString(path))) : Optional.empty();
  }

  /**
   * Creates the extension.
   *
   * @param maker calls the method of the family's interface
   * @throws SettingsException if it cannot be made
   */
  public <T> T make(BiFunction<P, SettingValues, T> maker) {
    try {
      return registry.make(provider, each -> maker.apply(each, values));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      boolean ofSetting =
          provider.settings().stream().anyMatch(s -> message.startsWith(s.name() + ":"));
      throw new SettingsException(
          ofSetting
              ? key + "." + message
              : "%s: %s: cannot be made: %s".formatted(key, registry.describe(provider), message),
          e);
    } catch (ExtensionException e) {
      throw new SettingsException(key + ": " + e.getMessage(), e);
    }
  }
}
