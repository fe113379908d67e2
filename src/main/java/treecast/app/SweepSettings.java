package treecast.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import treecast.search.Grid;
import treecast.search.Hyperband;
import treecast.search.Point;
import treecast.search.Sampler;
import treecast.search.SearchSpace;
import treecast.search.TrialRun;
import treecast.training.EarlyStopping;

/**
 * A sweep as its configuration describes it.
 *
 * @param wanted what somebody wants of the plan, over its defaults
 * @param plan the plan of a trial, but for what is searched
 * @param limitSeconds of a trial
 */
record SweepSettings(
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
  enum Mode {
    PACKED,
    DISTRIBUTED
  }

  /** The keys that are no plan's. */
  static final List<String> KEYS =
      List.of(
          "sampler", "trials", "repetitions", "timeLimit", "mode", "concurrent", SpaceSettings.KEY);

  /** The keys on which no result depends. */
  static final List<String> INDIFFERENT = List.of("mode", "concurrent");

  /**
   * Reads all of it, and tries the ends of every range.
   *
   * @throws SettingsException if anything is unknown or cannot be
   */
  static SweepSettings of(Config config) {
    requireKnownKeys(config);
    Config own = ConfigFactory.empty();
    Config wanted = config;
    for (String key : KEYS) {
      own = config.hasPath(key) ? own.withValue(key, config.getValue(key)) : own;
      wanted = wanted.withoutPath(key);
    }
    SearchSpace space = SpaceSettings.read(own);
    Settings settings = new Settings(own.withoutPath(SpaceSettings.KEY));
    PlanSettings plan = PlanSettings.of(plan(wanted, space.at(new double[0])));
    SweepSettings sweep =
        new SweepSettings(
            wanted,
            plan,
            space,
            SamplerSettings.read(settings),
            settings.integer("trials", 1, 1_000_000),
            settings.integer("repetitions", 1, 1_000),
            settings.isWord("timeLimit", "none")
                ? TrialRun.NO_LIMIT
                : settings.positive("timeLimit"),
            settings.oneOf("mode", Map.of("packed", Mode.PACKED, "distributed", Mode.DISTRIBUTED)),
            settings.integer("concurrent", 1, 1_000));
    settings.refuseUnknown();
    sweep.requireEveryEnd();
    sweep.refuseContradictions();
    return sweep;
  }

  /** What a sweep without a file of its own searches. */
  static Config shipped() {
    return Configuration.shipped("sweep.conf", "conf/sweep.conf");
  }

  /** What a sweep is whose file says nothing of it, but for the space. */
  static Config defaults() {
    Config shipped = shipped();
    Config own = ConfigFactory.empty();
    for (String key : KEYS) {
      own = own.withValue(key, shipped.getValue(key));
    }
    return own.withoutPath(SpaceSettings.KEY);
  }

  /** The plan of a trial. */
  PlanSettings plan(Point point) {
    return PlanSettings.of(plan(wanted, point));
  }

  /** The configuration of a trial. */
  static Config plan(Config wanted, Point point) {
    List<Config> layers = new ArrayList<>(List.of(wanted));
    point
        .values()
        .forEach(
            (path, value) ->
                layers.add(
                    ConfigFactory.parseString(
                        path + " = " + value,
                        ConfigParseOptions.defaults().setOriginDescription("space." + path))));
    return Configuration.under(Configuration.defaults(), Configuration.merged(layers));
  }

  /** Whether pauses are looked for. */
  boolean pauses() {
    return sampler instanceof Hyperband;
  }

  private void requireEveryEnd() {
    int n = space.dimensions().size();
    double[] ends = new double[n];
    plan(space.at(ends));
    Arrays.fill(ends, 1);
    plan(space.at(ends));
    for (int i = 0; i < n; i++) {
      int values = space.dimensions().get(i).range().spread(2).size();
      for (int value = 0; value < values; value++) {
        double[] places = new double[n];
        Arrays.fill(places, 0.5);
        places[i] = values == 1 ? 0.5 : (double) value / (values - 1);
        plan(space.at(places));
      }
    }
    space.grid(1).forEach(this::plan);
  }

  private static void requireKnownKeys(Config config) {
    Set<String> known = new TreeSet<>(Configuration.defaults().root().keySet());
    known.addAll(KEYS);
    known.add("steps");
    for (String key : config.root().keySet()) {
      if (!known.contains(key)) {
        throw new SettingsException(
            "%s: expected a known key, found an unknown one%s"
                .formatted(key, Spelling.hint(key, known)));
      }
    }
  }

  private void refuseContradictions() {
    if (plan.supervision().holdOut().share() == 0) {
      throw new SettingsException(
          "validation: expected a share above 0, by which trials are compared, found 0");
    }
    if (plan.ensemble().members() > 1) {
      throw new SettingsException("ensemble.members: expected 1 in a sweep, found more");
    }
    if (mode == Mode.DISTRIBUTED && space.dimension("shards").isPresent()) {
      throw new SettingsException(
          "space.shards: expected mode = packed beside it, found distributed");
    }
    if (sampler instanceof Grid grid && space.grid(grid.points()).size() > trials) {
      throw new SettingsException(
          "trials: expected at least the points of the grid, %d, found %d"
              .formatted(space.grid(grid.points()).size(), trials));
    }
    if (pauses()) {
      refuseWhatDoesNotPause();
    }
  }

  private void refuseWhatDoesNotPause() {
    for (String key : List.of("epochs", "steps")) {
      if (space.dimension(key).isPresent()) {
        throw new SettingsException(
            "space.%s: expected another sampler, found one that chooses epochs itself"
                .formatted(key));
      }
    }
    if (plan.epochs() == 0) {
      throw new SettingsException("steps: expected epochs, which the sampler divides, found steps");
    }
    if (!plan.supervision().stopping().equals(EarlyStopping.NEVER)) {
      throw new SettingsException(
          "earlyStopping: expected none beside a sampler that stops trials itself, found some");
    }
  }
}
