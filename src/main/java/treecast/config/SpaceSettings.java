package treecast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import treecast.search.Choice;
import treecast.search.Dimension;
import treecast.search.Dimension.Condition;
import treecast.search.Interval;
import treecast.search.Range;
import treecast.search.SearchSpace;

/**
 * Settings of the search space: {@code space} has a range for each searched setting, under the
 * setting's path.
 */
public final class SpaceSettings {
  public static final String KEY = "space";

  private static final String WHEN = "when";
  private static final List<String> KINDS =
      List.of("uniform", "log-uniform", "integer", "log-integer", "choice");
  private static final String EXPECTED =
      "an object of " + String.join(", ", KINDS) + ", or a list of values";

  private SpaceSettings() {}

  /**
   * Reads the search space.
   *
   * @throws SettingsException if a range is invalid, if there is none, or if a condition cannot be
   *     met
   */
  static SearchSpace read(Config config) {
    return read(config, true);
  }

  /** Reads a narrowed search space, in which conditions may not be met any more. */
  public static SearchSpace readNarrowed(Config config) {
    return read(config, false);
  }

  private static SearchSpace read(Config config, boolean wanted) {
    List<Dimension> dimensions = new ArrayList<>();
    if (config.hasPath(KEY)) {
      ranges(config, (path, value) -> dimensions.add(dimension(path, value)));
    }
    try {
      SearchSpace space = new SearchSpace(dimensions);
      if (wanted) {
        space.requireConditionsInside();
      }
      return space;
    } catch (IllegalArgumentException e) {
      throw new SettingsException(KEY + ": " + e.getMessage(), e);
    }
  }

  /** Configuration without the ranges that another one replaces. */
  static Config without(Config below, Config above) {
    if (!above.hasPath(KEY)) {
      return below;
    }
    List<String> paths = new ArrayList<>();
    ranges(
        above,
        (path, value) -> {
          if (value instanceof ConfigList || (value instanceof ConfigObject o && hasKind(o))) {
            paths.add(path);
          }
        });
    Config base = below;
    for (String path : paths) {
      base = base.withoutPath(KEY + "." + path);
    }
    return base;
  }

  private static void ranges(Config config, BiConsumer<String, ConfigValue> each) {
    ConfigValue space = config.getValue(KEY);
    if (!(space instanceof ConfigObject object)) {
      throw new SettingsException(
          "%s: expected a range for each setting, found %s".formatted(KEY, rendered(space)));
    }
    ranges("", object, each);
  }

  private static void ranges(
      String prefix, ConfigObject object, BiConsumer<String, ConfigValue> each) {
    object.forEach(
        (name, value) -> {
          boolean leaf = !(value instanceof ConfigObject inner) || isRange(inner);
          if (leaf) {
            each.accept(prefix + name, value);
          } else {
            ranges(prefix + name + ".", (ConfigObject) value, each);
          }
        });
  }

  /**
   * Whether an object is a range (perhaps a misspelt one), and not an object of further settings.
   */
  private static boolean isRange(ConfigObject object) {
    return object.isEmpty()
        || hasKind(object)
        || object.containsKey(WHEN)
        || object.keySet().stream().anyMatch(key -> !Spelling.hint(key, KINDS).isEmpty());
  }

  private static boolean hasKind(ConfigObject object) {
    return KINDS.stream().anyMatch(object::containsKey);
  }

  private static Dimension dimension(String path, ConfigValue value) {
    String key = KEY + "." + path;
    if (value instanceof ConfigList list) {
      return Dimension.of(path, made(key, () -> new Choice(values(list))));
    }
    if (!(value instanceof ConfigObject object)) {
      throw new SettingsException(
          "%s: expected %s, found %s".formatted(key, EXPECTED, rendered(value)));
    }
    Set<String> keys = object.keySet();
    for (String name : keys) {
      if (!KINDS.contains(name) && !name.equals(WHEN)) {
        throw new SettingsException(
            "%s.%s: expected %s, found an unknown key%s"
                .formatted(key, name, EXPECTED, Spelling.hint(name, KINDS)));
      }
    }
    List<String> kinds = KINDS.stream().filter(keys::contains).toList();
    if (kinds.size() != 1) {
      throw new SettingsException(
          "%s: expected one of %s, found %s"
              .formatted(
                  key,
                  String.join(", ", KINDS),
                  kinds.isEmpty() ? "none" : String.join(" and ", kinds)));
    }
    return new Dimension(path, range(key, kinds.get(0), object), condition(key, object));
  }

  private static Range range(String key, String kind, ConfigObject object) {
    String at = key + "." + kind;
    if (!(object.get(kind) instanceof ConfigList list)) {
      throw new SettingsException(
          "%s: expected a list, found %s".formatted(at, rendered(object.get(kind))));
    }
    if (kind.equals("choice")) {
      return made(at, () -> new Choice(values(list)));
    }
    if (list.size() != 2 || list.stream().anyMatch(v -> v.valueType() != ConfigValueType.NUMBER)) {
      throw new SettingsException(
          "%s: expected a list of two numbers, found %s".formatted(at, rendered(list)));
    }
    double from = ((Number) list.get(0).unwrapped()).doubleValue();
    double to = ((Number) list.get(1).unwrapped()).doubleValue();
    return made(
        at, () -> new Interval(from, to, kind.startsWith("log-"), kind.endsWith("integer")));
  }

  private static Optional<Condition> condition(String key, ConfigObject object) {
    if (!object.containsKey(WHEN)) {
      return Optional.empty();
    }
    if (!(object.get(WHEN) instanceof ConfigObject when)
        || when.toConfig().entrySet().size() != 1) {
      throw new SettingsException(
          "%s.%s: expected one setting and its value or values, found %s"
              .formatted(key, WHEN, rendered(object.get(WHEN))));
    }
    return when.toConfig().entrySet().stream()
        .map(
            e ->
                new Condition(
                    e.getKey(),
                    e.getValue() instanceof ConfigList list
                        ? values(list)
                        : List.of(rendered(e.getValue()))))
        .findFirst();
  }

  private static List<String> values(ConfigList list) {
    return list.stream().map(SpaceSettings::rendered).toList();
  }

  /** Value as HOCON text, with quotes only where necessary. */
  private static String rendered(ConfigValue value) {
    String text = value.render(ConfigRenderOptions.concise());
    return text.matches("\"[A-Za-z][\\w.-]*\"") ? text.substring(1, text.length() - 1) : text;
  }

  private interface Maker {
    Range make();
  }

  private static Range made(String key, Maker maker) {
    try {
      return maker.make();
    } catch (IllegalArgumentException e) {
      throw new SettingsException(key + ": " + e.getMessage(), e);
    }
  }
}
