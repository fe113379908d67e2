package treecast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.util.List;

/**
 * Configuration of a plan, merged from layers: the defaults of the plan's format, the defaults of
 * the kind of network, the file of {@code --config}, and each {@code --set}. Later layers override
 * earlier ones.
 */
public final class Configuration {
  private Configuration() {}

  /** Merges layers, each of which overrides those before it. */
  public static Config merged(List<Config> layers) {
    Config wanted = ConfigFactory.empty();
    for (Config layer : layers) {
      wanted = over(wanted, layer);
    }
    return wanted;
  }

  /** Completes settings with the defaults of their format. */
  public static Config under(Config wanted) {
    PlanFormat format = PlanFormat.of(wanted);
    Config plan = format.plan();
    String kind = name(over(plan, wanted), "network.kind");
    Config defaults = kind == null ? plan : over(plan, format.kind(NetworkSettings.plain(kind)));
    // The default rate and schedule belong to the default optimizer.
    String optimizer = name(wanted, "optimizer");
    boolean other = optimizer != null && !optimizer.equals(name(defaults, "optimizer"));
    return over(other ? format.otherOptimizer().withFallback(defaults) : defaults, wanted);
  }

  /** Name of a choice, which is its value or the key {@code name} in it; null if there is none. */
  private static String name(Config config, String choice) {
    if (!config.hasPath(choice)) {
      return null;
    }
    ConfigValue value = config.getValue(choice);
    if (value instanceof ConfigObject object) {
      value = object.get("name");
    }
    return value == null || value.valueType() == ConfigValueType.LIST
        ? null
        : String.valueOf(value.unwrapped());
  }

  /** Parses one assignment, {@code path=value}. */
  public static Config parse(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new SettingsException("--set: expected path=value, found " + assignment);
    }
    try {
      return ConfigFactory.parseString(
              assignment, ConfigParseOptions.defaults().setOriginDescription("--set"))
          .resolve();
    } catch (ConfigException e) {
      throw new SettingsException(
          "--set: expected path=value, found %s (%s)".formatted(assignment, oneLine(e)), e);
    }
  }

  /**
   * Settings of the data set and the format in a run's plan.
   *
   * @param plan text in HOCON
   * @param where name of the plan, for messages
   */
  public static Config dataOf(String plan, String where) {
    Config said = said(plan, where);
    Config format = said.withOnlyPath(PlanFormat.KEY);
    return said.hasPath("data") ? said.withOnlyPath("data").withFallback(format) : format;
  }

  /**
   * All that a run's plan says, with the defaults of its format.
   *
   * @param plan in HOCON
   * @param where its name, for messages
   */
  public static Config planOf(String plan, String where) {
    return under(said(plan, where));
  }

  private static Config said(String plan, String where) {
    try {
      return PlanFormat.said(
          ConfigFactory.parseString(plan, ConfigParseOptions.defaults().setOriginDescription(where))
              .resolve());
    } catch (ConfigException e) {
      throw new SettingsException(where + ": expected a plan in HOCON, found " + oneLine(e), e);
    }
  }

  /** HOCON text of a configuration, which can be parsed again. */
  public static String render(Config config) {
    return config
        .root()
        .render(
            ConfigRenderOptions.defaults()
                .setOriginComments(false)
                .setComments(false)
                .setJson(false));
  }

  /**
   * Parses a file in HOCON and adds its format.
   *
   * @param what its name in messages, such as the option that names it
   */
  public static Config parse(String what, File file) {
    if (!file.isFile()) {
      throw new SettingsException(what + ": expected a file, found none at " + file);
    }
    try {
      Config plan = ConfigFactory.parseFile(file).resolve();
      if (!plan.hasPath(PlanFormat.KEY) && !PlanFormat.newest().isFirst()) {
        System.err.println(
            "%s: %s names no format, so format 1 is assumed; the newest is %d"
                .formatted(what, file, PlanFormat.newest().number()));
      }
      return PlanFormat.said(plan);
    } catch (ConfigException e) {
      throw new SettingsException(what + ": expected a plan in HOCON, found " + oneLine(e), e);
    }
  }

  /**
   * Merges two layers: steps override epochs and vice versa, and so do a depth or a width of the
   * network and a list of hidden layers. An optimizer or a schedule with a name replaces the one
   * below; without a name, its settings are added to those below.
   */
  private static Config over(Config below, Config above) {
    Config base = SpaceSettings.without(below, above);
    if (above.hasPath("steps") != above.hasPath("epochs")) {
      base = base.withoutPath(above.hasPath("steps") ? "epochs" : "steps");
    }
    base = withoutOtherSizes(base, above);
    for (String choice :
        List.of("optimizer", "schedule", "sampler", "network.activation", "network.objective")) {
      String name = name(base, choice);
      if (name(above, choice) != null) {
        base = base.withoutPath(choice);
      } else if (above.hasPath(choice) && name != null) {
        base = base.withValue(choice + ".name", ConfigValueFactory.fromAnyRef(name));
      }
    }
    return above.withFallback(base);
  }

  /**
   * Layer below without the sizes of hidden layers that the layer above says in the other way. A
   * depth alone keeps the width of the list below, which is its first layer's, and vice versa.
   */
  private static Config withoutOtherSizes(Config below, Config above) {
    String depth = NetworkSettings.DEPTH;
    String width = NetworkSettings.WIDTH;
    String hidden = NetworkSettings.HIDDEN;
    if (above.hasPath(hidden)) {
      return below.withoutPath(depth).withoutPath(width);
    }
    boolean sized = above.hasPath(depth) || above.hasPath(width);
    if (!sized || !below.hasPath(hidden)) {
      return below;
    }
    ConfigValue list = below.getValue(hidden);
    if (!(list instanceof ConfigList sizes) || sizes.isEmpty()) {
      return below;
    }
    return below
        .withoutPath(hidden)
        .withValue(depth, ConfigValueFactory.fromAnyRef(sizes.size()))
        .withValue(width, sizes.get(0));
  }

  private static String oneLine(ConfigException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be parsed");
  }
}
