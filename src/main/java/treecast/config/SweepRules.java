package treecast.config;

import com.typesafe.config.Config;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import treecast.search.Dimension;
import treecast.training.EarlyStopping;

/** Rules for the settings of a sweep, checked before any trial is run. */
record SweepRules(SweepSettings sweep) {
  /** Maximum number of combinations of choices that are checked. */
  private static final int MAX_TRIED = 100;

  static void requireKnownKeys(Config config) {
    Set<String> known = new TreeSet<>(PlanFormat.of(config).plan().root().keySet());
    known.addAll(SweepSettings.KEYS);
    known.add("steps");
    for (String key : config.root().keySet()) {
      if (!known.contains(key)) {
        throw new SettingsException(
            "%s: expected a known key, found an unknown one%s"
                .formatted(key, Spelling.hint(key, known)));
      }
    }
  }

  /**
   * Checks the ends of every range and every choice.
   *
   * @throws SettingsException if one of them is invalid
   */
  void require() {
    refuseSearched();
    require(sweep.plan());
    int n = sweep.space().dimensions().size();
    double[] ends = new double[n];
    requireAt(ends);
    Arrays.fill(ends, 1);
    requireAt(ends);
    for (int i = 0; i < n; i++) {
      int values = sweep.space().dimensions().get(i).range().grid(2).size();
      for (int value = 0; value < values; value++) {
        double[] positions = reaching(sweep.space().dimensions().get(i));
        positions[i] = values == 1 ? 0.5 : (double) value / (values - 1);
        requireAt(positions);
      }
    }
    if (sweep.space().combinations(1) <= MAX_TRIED) {
      sweep.space().grid(1).forEach(point -> require(sweep.plan(point)));
    }
    requireEnoughTrials();
  }

  /**
   * Positions at which a setting is active: the middle of all ranges, except those on which it
   * depends.
   */
  private double[] reaching(Dimension dimension) {
    List<Dimension> all = sweep.space().dimensions();
    double[] positions = new double[all.size()];
    Arrays.fill(positions, 0.5);
    Optional<Dimension.Condition> condition = dimension.condition();
    while (condition.isPresent()) {
      Dimension above = sweep.space().dimension(condition.get().path()).orElseThrow();
      positions[all.indexOf(above)] = above.range().encode(condition.get().values().get(0));
      condition = above.condition();
    }
    return positions;
  }

  private void requireAt(double... positions) {
    require(sweep.plan(sweep.space().at(positions)));
  }

  private void require(PlanSettings plan) {
    if (plan.evaluation().holdOut().share() == 0) {
      throw new SettingsException(
          "a sweep requires validation above 0 (found 0): trials are compared by a score of the validation rows");
    }
    if (plan.ensemble().members() > 1) {
      throw new SettingsException("a sweep requires ensemble.members = 1 (found more)");
    }
    if (sweep.pauses() && plan.epochs() == 0) {
      throw new SettingsException(
          "the sampler stops trials after a number of epochs: it requires epochs instead of steps");
    }
    if (sweep.pauses() && !plan.evaluation().stopping().equals(EarlyStopping.NEVER)) {
      throw new SettingsException(
          "earlyStopping cannot be combined with a sampler that stops trials itself");
    }
  }

  private void refuseSearched() {
    for (Dimension dimension : sweep.space().dimensions()) {
      String path = dimension.path();
      if (List.of("data", "ensemble", "score").contains(path.split("\\.", 2)[0])) {
        throw new SettingsException(
            "space.%s: this setting cannot be searched, because all trials share it"
                .formatted(path));
      }
      if (sweep.mode() == SweepSettings.Mode.DISTRIBUTED && path.equals("shards")) {
        throw new SettingsException(
            "space.shards requires mode = packed (found mode = distributed)");
      }
      if (sweep.pauses() && List.of("epochs", "steps").contains(path)) {
        throw new SettingsException(
            "space.%s cannot be searched with a sampler that chooses the number of epochs itself"
                .formatted(path));
      }
    }
  }

  private void requireEnoughTrials() {
    Optional<String> tooFew = sweep.sampler().tooFew(sweep.space(), sweep.trials());
    if (tooFew.isPresent()) {
      throw new SettingsException("trials = %d is %s".formatted(sweep.trials(), tooFew.get()));
    }
  }
}
