package treecast.search;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Ranking of trials, the best first. */
public final class Ranking {
  private Ranking() {}

  /**
   * Best trials by their score on validation rows; among equals, the earlier one first. NaN, as of
   * a trial that diverged, comes last.
   *
   * @param trials trials in the order of their numbers
   * @param max maximum number of trials to return
   */
  public static <T> List<T> best(List<T> trials, ToDoubleFunction<T> validationScore, int max) {
    Comparator<T> worst =
        Comparator.comparingDouble(
            trial -> {
              double score = validationScore.applyAsDouble(trial);
              return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
            });
    return trials.stream().sorted(worst.reversed()).limit(max).toList();
  }

  /**
   * Ranks trials by their last results. Trials with more epochs come first, because a score after
   * few epochs is not comparable with a final one. Trials without a score come last.
   *
   * @param trials trials in the order of their numbers
   */
  public static <T> List<T> ofTrials(List<T> trials, Function<T, Result> last) {
    return best(trials, trial -> last.apply(trial).score(), trials.size()).stream()
        .sorted(
            Comparator.comparingInt(
                trial -> last.apply(trial).scored() ? -last.apply(trial).epochs() : 1))
        .toList();
  }

  /** Last result of each trial, which has the most epochs. */
  public static List<Result> latest(List<Result> results) {
    Map<Integer, Result> latest = new TreeMap<>();
    results.forEach(
        result ->
            latest.merge(
                result.trial(),
                result,
                (one, other) -> other.epochs() > one.epochs() ? other : one));
    return List.copyOf(latest.values());
  }
}
