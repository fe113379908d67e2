package treecast.config;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import treecast.search.Dimension;
import treecast.search.Point;
import treecast.training.EarlyStopping;

/** Rules for the settings of a sweep, checked before any trial is run. */
record SweepRules(SweepSettings sweep) {
  /** Maximum number of combinations that are tried for a value of a setting, about. */
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
   * Checks the ends of every range and every choice: each has to be possible with some values of
   * the other settings. Trials of impossible combinations fail.
   *
   * @throws SettingsException if one of them is invalid, or no combination that was tried is valid
   */
  void require() {
    refuseSearched();
    require(sweep.plan());
    for (int i = 0; i < sweep.space().dimensions().size(); i++) {
      int values = sweep.space().dimensions().get(i).range().grid(2).size();
      for (int value = 0; value < values; value++) {
        requirePossible(i, values == 1 ? 0.5 : (double) value / (values - 1));
      }
    }
    requireEnoughTrials();
  }

  /** Requires that one of the points with a value of a setting is possible. */
  private void requirePossible(int dimension, double position) {
    Optional<SettingsException> first = Optional.empty();
    String path = sweep.space().dimensions().get(dimension).path();
    for (double[] positions : with(dimension, position)) {
      Point point = sweep.space().at(positions);
      if (point.values().containsKey(path)) {
        Optional<SettingsException> refusal = refusal(point);
        if (refusal.isEmpty()) {
          return;
        }
        first = first.or(() -> refusal);
      }
    }
    first.ifPresent(
        refusal -> {
          throw refusal;
        });
  }

  /**
   * Positions with a value of a setting: with the others in the middle, at both ends, and each of
   * the others at its values.
   */
  private List<double[]> with(int dimension, double position) {
    List<Dimension> all = sweep.space().dimensions();
    List<double[]> tried = new ArrayList<>();
    tried.add(reaching(all.get(dimension)));
    for (int other = 0; other < all.size() && tried.size() < MAX_TRIED; other++) {
      int values = all.get(other).range().grid(2).size();
      for (int value = 0; value < values; value++) {
        double[] positions = reaching(all.get(dimension));
        positions[other] = (value + 0.5) / values;
        tried.add(positions);
      }
    }
    for (int end = 0; end <= 1; end++) {
      double[] positions = new double[all.size()];
      Arrays.fill(positions, end);
      tried.add(positions);
    }
    tried.forEach(positions -> positions[dimension] = position);
    return tried;
  }

  private Optional<SettingsException> refusal(Point point) {
    try {
      require(sweep.plan(point));
      return Optional.empty();
    } catch (SettingsException e) {
      return Optional.of(e);
    }
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

  private void require(PlanSettings plan) {
    if (plan.evaluation().holdOut().share() == 0) {
      throw new SettingsException(
          "a sweep requires validation above 0 (found 0): trials are compared by a score of the validation rows");
    }
    if (plan.ensemble().members() > 1) {
      throw new SettingsException("a sweep requires ensemble.members = 1 (found more)");
    }
    if (plan.update().onDivergence().goesBack()) {
      throw new SettingsException(
          "a sweep requires onDivergence = stop (found another): a trial that diverges is a result, and the search goes on without it");
    }
    if (sweep.pauses() && plan.steps() > 0) {
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
