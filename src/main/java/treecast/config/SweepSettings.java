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
 * A sweep as its configuration describes it.
 *
 * @param wanted what somebody wants of the plan, over its defaults
 * @param plan the plan of a trial, but for what is searched
 * @param limitSeconds of a trial
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
  /** How trials run. */
  public enum Mode {
    PACKED,
    DISTRIBUTED
  }

  /** The keys that are no plan's. */
  public static final List<String> KEYS =
      List.of(
          "sampler", "trials", "repetitions", "timeLimit", "mode", "concurrent", SpaceSettings.KEY);

  /** The keys on which no result depends. */
  public static final List<String> INDIFFERENT = List.of("mode", "concurrent");

  /**
   * Reads all of it, and tries the ends of every range.
   *
   * @throws SettingsException if anything is unknown or cannot be
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

  /** What a sweep is whose file says nothing of it, but for the space. */
  public static Config defaults(PlanFormat format) {
    Config sweep = format.sweep();
    Config own = format.with(ConfigFactory.empty());
    for (String key : KEYS) {
      own = own.withValue(key, sweep.getValue(key));
    }
    return own.withoutPath(SpaceSettings.KEY);
  }

  /** The plan of a trial. */
  public PlanSettings plan(Point point) {
    return PlanSettings.of(plan(wanted, point));
  }

  /**
   * The configuration of a trial. A point is one layer: each of its values alone would take away
   * what belongs to the same optimizer or schedule.
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

  /** Whether pauses are looked for. */
  public boolean pauses() {
    return sampler.pauses();
  }
}
