package treecast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.util.List;

/**
 * Puts a configuration together: the defaults of a plan's format, under the file that {@code
 * --config} names, under each {@code --set}. Where the network is of a kind that has defaults of
 * its own, those lie over the others.
 */
public final class Configuration {
  private Configuration() {}

  /** Several layers as one, each over those before it. */
  static Config merged(List<Config> layers) {
    Config wanted = ConfigFactory.empty();
    for (Config layer : layers) {
      wanted = over(wanted, layer);
    }
    return wanted;
  }

  /** What somebody wants and says the format of, with its defaults where that says nothing. */
  public static Config under(Config wanted) {
    PlanFormat format = PlanFormat.of(wanted);
    Config plan = format.plan();
    String kind = name(over(plan, wanted), "network.kind");
    Config defaults = kind == null ? plan : over(plan, format.kind(NetworkSettings.plain(kind)));
    // Their rate and schedule were chosen for their optimizer.
    String optimizer = name(wanted, "optimizer");
    boolean other = optimizer != null && !optimizer.equals(name(defaults, "optimizer"));
    return over(other ? format.otherOptimizer().withFallback(defaults) : defaults, wanted);
  }

  /** What a choice is called, which is its value or stands in it; null where nothing says so. */
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

  /** One assignment, {@code path=value}. */
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
   * What a run's plan says of its data, and of its format.
   *
   * @param plan in HOCON
   * @param where its name, for messages
   */
  public static Config dataOf(String plan, String where) {
    try {
      Config said =
          PlanFormat.said(
              ConfigFactory.parseString(
                      plan, ConfigParseOptions.defaults().setOriginDescription(where))
                  .resolve());
      Config format = said.withOnlyPath(PlanFormat.KEY);
      return said.hasPath("data") ? said.withOnlyPath("data").withFallback(format) : format;
    } catch (ConfigException e) {
      throw new SettingsException(where + ": expected a plan in HOCON, found " + oneLine(e), e);
    }
  }

  /** HOCON that gives the configuration again. */
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
   * A file in HOCON, which says its format.
   *
   * @param what names it in messages, such as the flag that it stands behind
   */
  public static Config parse(String what, File file) {
    if (!file.isFile()) {
      throw new SettingsException(what + ": expected a file, found none at " + file);
    }
    try {
      Config plan = ConfigFactory.parseFile(file).resolve();
      if (!plan.hasPath(PlanFormat.KEY) && !PlanFormat.newest().isFirst()) {
        System.err.println(
            "%s: %s says no format, so it is read as of the first; the newest is %d"
                .formatted(what, file, PlanFormat.newest().number()));
      }
      return PlanFormat.said(plan);
    } catch (ConfigException e) {
      throw new SettingsException(what + ": expected a plan in HOCON, found " + oneLine(e), e);
    }
  }

  /**
   * One layer over another: its steps take the place of epochs below it, and the other way round.
   * An optimizer or a schedule that names itself replaces what is below; without a name it adds to
   * it.
   */
  private static Config over(Config below, Config above) {
    Config base = SpaceSettings.without(below, above);
    if (above.hasPath("steps") != above.hasPath("epochs")) {
      base = base.withoutPath(above.hasPath("steps") ? "epochs" : "steps");
    }
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

  private static String oneLine(ConfigException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be parsed");
  }
}
