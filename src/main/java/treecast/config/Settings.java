package treecast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reader of a configuration, key by key; keys that were not read are unknown keys. An invalid value
 * is a {@link SettingsException} with key, file and line, what was expected and found.
 */
public final class Settings {
  private final Config config;
  private final PlanFormat format;
  private final TreeSet<String> known = new TreeSet<>(List.of(PlanFormat.KEY));

  /** Settings of a plan or a part of a plan, including its format. */
  public Settings(Config config) {
    this(config, PlanFormat.of(config));
  }

  Settings(Config config, PlanFormat format) {
    this.config = config;
    this.format = format;
  }

  /** Format of the plan, which has the default values. */
  PlanFormat format() {
    return format;
  }

  /** Whether a key has a value. */
  boolean has(String key) {
    known.add(key);
    return config.hasPath(key);
  }

  /** Whether a key's value is an object. */
  boolean isObject(String key) {
    return config.hasPath(key) && config.getValue(key).valueType() == ConfigValueType.OBJECT;
  }

  /** Whether a key's value is this word. */
  boolean isWord(String key, String word) {
    return has(key) && config.getValue(key).unwrapped().equals(word);
  }

  /** Checks that the value of a key, if there is one, is an object. */
  void section(String key) {
    if (config.hasPath(key) && !isObject(key)) {
      throw bad(key, "further keys in { }");
    }
  }

  /** A whole number. */
  int integer(String key, int min, int max) {
    String range = max == Integer.MAX_VALUE ? min + " or more" : "from " + min + " to " + max;
    String expected = "a whole number, " + range;
    return Math.toIntExact(whole(key, expected, text(key, expected), min, max));
  }

  /** A 64-bit whole number. */
  long longInteger(String key) {
    String expected = "a whole number of 64 bits";
    return whole(key, expected, text(key, expected), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** A number from {@code min} to {@code max}; the bounds themselves are allowed. */
  double number(String key, String expected, double min, double max) {
    double value = read(key, expected, config::getDouble);
    if (!(value >= min && value <= max)) {
      throw bad(key, expected);
    }
    return value;
  }

  double positive(String key) {
    return number(key, "a number above 0", Double.MIN_VALUE, Double.MAX_VALUE);
  }

  boolean truth(String key) {
    return read(key, "true or false", config::getBoolean);
  }

  String text(String key) {
    return text(key, "a word");
  }

  String text(String key, String expected) {
    return read(key, expected, config::getString);
  }

  /** Whole numbers, each 1 or more; at least one. */
  List<Integer> sizes(String key) {
    String expected = "a list of whole numbers, each 1 or more";
    return words(key, expected).stream()
        .map(size -> Math.toIntExact(whole(key, expected, size, 1, Integer.MAX_VALUE)))
        .toList();
  }

  /** List of words, which may be empty. */
  List<String> words(String key) {
    return read(key, "a list of words", config::getStringList);
  }

  /** Whole number of a text, parsed exactly; the library would round and clip without an error. */
  private long whole(String key, String expected, String text, long min, long max) {
    try {
      long value = new BigDecimal(text).longValueExact();
      if (value >= min && value <= max) {
        return value;
      }
      throw bad(key, expected);
    } catch (ArithmeticException | NumberFormatException e) {
      throw bad(key, expected);
    }
  }

  /** List of words or numbers as text, with at least one element. */
  List<String> words(String key, String expected) {
    List<String> words = read(key, expected, config::getStringList);
    if (words.isEmpty()) {
      throw bad(key, expected);
    }
    return words;
  }

  /** Settings for each element of a list, under the same key; or these, if it is no list. */
  List<Settings> elements(String key, String expected) {
    if (!config.hasPath(key) || config.getValue(key).valueType() != ConfigValueType.LIST) {
      return List.of(this);
    }
    known.add(key);
    ConfigList list = config.getList(key);
    if (list.isEmpty()) {
      throw bad(key, expected);
    }
    return list.stream().map(element -> new Settings(element.atKey(key), format)).toList();
  }

  /** Value of one of several words. */
  <T> T oneOf(String key, Map<String, T> choices) {
    String word = text(key);
    T choice = choices.get(word);
    if (choice == null) {
      throw bad(
          key,
          "one of " + String.join(", ", choices.keySet()),
          Spelling.hint(word, choices.keySet()));
    }
    return choice;
  }

  /** Value by its name, one of several. */
  <T> T oneOf(String key, T[] values, Function<T, String> name) {
    Map<String, T> choices = new LinkedHashMap<>();
    Arrays.stream(values).forEach(value -> choices.put(name.apply(value), value));
    return oneOf(key, choices);
  }

  /** Value that a function makes of a word; its exception becomes one about this key. */
  <T> T made(String key, Function<String, T> maker) {
    return parsed(key, text(key), maker);
  }

  /** Value that a function makes of one of a key's words. */
  <T> T parsed(String key, String word, Function<String, T> maker) {
    try {
      return maker.apply(word);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(key + ": " + e.getMessage(), e);
    }
  }

  /** Refuses keys that were not read. */
  void refuseUnknown() {
    refuseUnknown("", config.root());
  }

  private void refuseUnknown(String prefix, ConfigObject object) {
    object.forEach(
        (name, value) -> {
          String key = prefix + name;
          if (value instanceof ConfigObject inner && !inner.isEmpty()) {
            refuseUnknown(key + ".", inner);
          } else if (!known.contains(key)) {
            throw SettingsException.unknown(key, value, known);
          }
        });
  }

  /** Error for a key that contradicts or requires another setting. */
  SettingsException conflict(String key, String why) {
    return SettingsException.conflict(key, config.getValue(key), why);
  }

  /** Error for an invalid value of a key. */
  SettingsException bad(String key, String expected, String... hint) {
    return SettingsException.of(key, config.getValue(key), expected, String.join("", hint));
  }

  private <T> T read(String key, String expected, Function<String, T> getter) {
    known.add(key);
    try {
      return getter.apply(key);
    } catch (ConfigException.Missing e) {
      throw new SettingsException(key + ": expected " + expected + ", found nothing", e);
    } catch (ConfigException.WrongType | ConfigException.BadValue e) {
      throw bad(key, expected);
    }
  }
}
