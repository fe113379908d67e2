package treecast.app;

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
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a configuration together: the defaults, which are {@code conf/train.conf} as it was built
 * into the jar, under the file that {@code --config} names, under each {@code --set}. Where the
 * network is of a kind that has defaults of its own, in {@code kinds}, those lie over the others.
 */
final class Configuration {
  private static final String KINDS = "kinds";

  private Configuration() {}

  /** The default plan. */
  static Config defaults() {
    return shipped().withoutPath(KINDS);
  }

  private static Config shipped() {
    return shipped("train.conf", "the defaults");
  }

  /** A file of {@code conf/} as it was built into the jar. */
  static Config shipped(String file, String origin) {
    return ConfigFactory.parseResources(
            Configuration.class.getClassLoader(),
            "treecast/conf/" + file,
            ConfigParseOptions.defaults().setAllowMissing(false).setOriginDescription(origin))
        .resolve();
  }

  /**
   * The configuration that arguments describe.
   *
   * @param base what the arguments change, as a rule the defaults
   * @param file what {@code --config} names, or null
   * @param assignments what stands behind each {@code --set}, in its order
   */
  static Config of(Config base, File file, List<String> assignments) {
    List<Config> layers = new ArrayList<>();
    if (file != null) {
      layers.add(parse("--config", file));
    }
    assignments.forEach(assignment -> layers.add(parse(assignment)));
    return under(base, merged(layers));
  }

  /** Several layers as one, each over those before it. */
  static Config merged(List<Config> layers) {
    Config wanted = ConfigFactory.empty();
    for (Config layer : layers) {
      wanted = over(wanted, layer);
    }
    return wanted;
  }

  /** What somebody wants, with what the defaults say where that says nothing. */
  static Config under(Config base, Config wanted) {
    Config defaults = forKind(base, name(over(base, wanted), "network.kind"));
    return over(forOptimizer(defaults, name(wanted, "optimizer")), wanted);
  }

  /** The defaults under those that a kind of network has of its own, if it has any. */
  private static Config forKind(Config defaults, String kind) {
    ConfigObject kinds = shipped().getObject(KINDS);
    return kind != null && kinds.get(NetworkSettings.plain(kind)) instanceof ConfigObject own
        ? over(defaults, own.toConfig())
        : defaults;
  }

  /**
   * The defaults, whose rate and schedule were chosen for their optimizer: another one begins with
   * the chapter's rate, which it keeps.
   *
   * @param optimizer the name of an optimizer, or null
   */
  private static Config forOptimizer(Config defaults, String optimizer) {
    return optimizer == null || optimizer.equals(name(defaults, "optimizer"))
        ? defaults
        : defaults
            .withValue("rate", ConfigValueFactory.fromAnyRef("default", "the defaults"))
            .withValue("schedule", ConfigValueFactory.fromAnyRef("constant", "the defaults"));
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
  static Config parse(String assignment) {
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
   * The defaults with what a run's plan says of its data.
   *
   * @param plan the plan in HOCON
   * @param where its name, for messages
   */
  static Config dataOf(String plan, String where) {
    try {
      Config data =
          ConfigFactory.parseString(plan, ConfigParseOptions.defaults().setOriginDescription(where))
              .resolve();
      return data.hasPath("data") ? data.withOnlyPath("data").withFallback(defaults()) : defaults();
    } catch (ConfigException e) {
      throw new SettingsException(where + ": expected a plan in HOCON, found " + oneLine(e), e);
    }
  }

  /** HOCON that gives the configuration again. */
  static String render(Config config) {
    return config
        .root()
        .render(
            ConfigRenderOptions.defaults()
                .setOriginComments(false)
                .setComments(false)
                .setJson(false));
  }

  /**
   * A file in HOCON.
   *
   * @param what names it in messages, such as the flag that it stands behind
   */
  static Config parse(String what, File file) {
    if (!file.isFile()) {
      throw new SettingsException(what + ": expected a file, found none at " + file);
    }
    try {
      return ConfigFactory.parseFile(file).resolve();
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
    for (String choice : List.of("optimizer", "schedule", "sampler")) {
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
