package treecast.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import treecast.extension.Explained;

/** Error in a setting or argument. The message is one line. */
public final class SettingsException extends RuntimeException implements Explained {
  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }

  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Error for an invalid value of a key, with a hint at the end. */
  static SettingsException of(String key, ConfigValue value, String expected, String hint) {
    String found = value.render(ConfigRenderOptions.concise());
    return new SettingsException(
        "%s: expected %s, found %s%s%s".formatted(key, expected, found, hint, at(value.origin())));
  }

  /** Error for a key that contradicts or requires another setting. */
  static SettingsException conflict(String key, ConfigValue value, String why) {
    return new SettingsException("%s %s%s".formatted(key, why, at(value.origin())));
  }

  /** Error for an unknown key. */
  static SettingsException unknown(String key, ConfigValue value, Iterable<String> known) {
    return new SettingsException(
        "%s: expected a known key, found an unknown one%s%s"
            .formatted(key, Spelling.hint(key, known), at(value.origin())));
  }

  /** File and line of a value, as the end of a message. */
  static String at(ConfigOrigin origin) {
    return " [" + origin.description().replaceFirst("^(--\\S+): \\d+$", "$1") + "]";
  }

  /** Copy whose message begins with a subject. */
  SettingsException about(String subject) {
    return new SettingsException(subject + ": " + getMessage(), this);
  }
}
