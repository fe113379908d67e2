package treecast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.List;
import java.util.Map;
import treecast.search.Point;
import treecast.search.Sampler;
import treecast.search.SearchSpace;
import treecast.training.Trial;

/**
 * Settings of a sweep.
 *
 * @param wanted the user's settings of the plan, merged with the defaults
 * @param plan the plan of a trial, without the searched settings
 * @param limitSeconds time limit of a trial in seconds
 */
public record SweepSettings(
    Config wanted,
    PlanSettings plan,
    SearchSpace space,
    Sampler sampler,
    int trials,
    int repetitions,
    double limitSeconds,
    Mode mode,
    int concurrent) {
  /** Mode of running trials: packed or distributed. */
  public enum Mode {
    PACKED,
    DISTRIBUTED
  }

  /** Keys of a sweep that do not belong to the plan. */
  public static final List<String> KEYS =
      List.of(
          "sampler", "trials", "repetitions", "timeLimit", "mode", "concurrent", SpaceSettings.KEY);

  private static final String TABLES = "tables";

  /** Keys on which results do not depend. */
  public static final List<String> INDIFFERENT =
      List.of("mode", "concurrent", CheckpointSettings.KEY);

  /**
   * Reads the settings and checks the ends of every range.
   *
   * @throws SettingsException if a key is unknown or a value is invalid
   */
  public static SweepSettings of(Config config) {
    SweepRules.requireKnownKeys(config);
    Config own = ConfigFactory.empty();
    Config wanted = config;
    for (String key : KEYS) {
      own = config.hasPath(key) ? own.withValue(key, config.getValue(key)) : own;
      wanted = wanted.withoutPath(key);
    }
    SearchSpace space = SpaceSettings.read(own);
    Settings settings =
        new Settings(PlanFormat.of(config).with(own.withoutPath(SpaceSettings.KEY)));
    PlanSettings plan = PlanSettings.of(plan(wanted, space.at(new double[0])));
    SweepSettings sweep =
        new SweepSettings(
            wanted,
            plan,
            space,
            SamplerSettings.read(settings),
            settings.integer("trials", 1, 1_000_000),
            settings.integer("repetitions", 1, 1_000),
            settings.isWord("timeLimit", "none") ? Trial.NO_LIMIT : settings.positive("timeLimit"),
            settings.oneOf("mode", Map.of("packed", Mode.PACKED, "distributed", Mode.DISTRIBUTED)),
            settings.integer("concurrent", 1, 1_000));
    settings.refuseUnknown();
    new SweepRules(sweep).require();
    return sweep;
  }

  /**
   * Settings for images or for tables: those of the section {@code tables}, if there is one, take
   * the place of the others where the data are tables.
   */
  public static Config on(Config sweep, boolean tables) {
    Config base = sweep.withoutPath(TABLES);
    return tables && sweep.hasPath(TABLES)
        ? Configuration.merged(List.of(base, sweep.getConfig(TABLES)))
        : base;
  }

  /** Default settings of a sweep, without the search space. */
  public static Config defaults(PlanFormat format) {
    Config sweep = format.sweep();
    Config own = format.with(ConfigFactory.empty());
    for (String key : KEYS) {
      own = own.withValue(key, sweep.getValue(key));
    }
    return own.withoutPath(SpaceSettings.KEY);
  }

  /** Plan of a trial. */
  public PlanSettings plan(Point point) {
    return PlanSettings.of(plan(wanted, point));
  }

  /**
   * Configuration of a trial. The point is merged as one layer, because each value alone could
   * remove the other settings of the same optimizer or schedule.
   */
  public static Config plan(Config wanted, Point point) {
    Config values = ConfigFactory.empty();
    for (Map.Entry<String, String> value : point.values().entrySet()) {
      values =
          ConfigFactory.parseString(
                  value.getKey() + " = " + value.getValue(),
                  ConfigParseOptions.defaults().setOriginDescription("space." + value.getKey()))
              .withFallback(values);
    }
    return Configuration.under(Configuration.merged(List.of(wanted, values)));
  }

  /** Whether trials pause, which depends on the sampler. */
  public boolean pauses() {
    return sampler.pauses();
  }
}
