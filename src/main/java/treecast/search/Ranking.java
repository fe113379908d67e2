package treecast.search;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Trials, the best first. */
public final class Ranking {
  private Ranking() {}

  /**
   * The best trials by validation accuracy; of equals, the one that was tried first. What is not a
   * number, as of a trial that diverged, comes last.
   *
   * @param trials in the order in which they were tried
   * @param max how many to return
   */
  public static <T> List<T> best(List<T> trials, ToDoubleFunction<T> validationAccuracy, int max) {
    Comparator<T> worst =
        Comparator.comparingDouble(
            trial -> {
              double accuracy = validationAccuracy.applyAsDouble(trial);
              return Double.isNaN(accuracy) ? Double.NEGATIVE_INFINITY : accuracy;
            });
    return trials.stream().sorted(worst.reversed()).limit(max).toList();
  }

  /**
   * Trials by their last results. Those that trained for the most epochs come first: what was
   * stopped early had not shown all that it can, and an accuracy of then is not one of the end.
   * What has no score comes last.
   *
   * @param trials in the order in which they were tried
   */
  public static <T> List<T> ofTrials(List<T> trials, Function<T, Result> last) {
    return best(trials, trial -> last.apply(trial).score(), trials.size()).stream()
        .sorted(
            Comparator.comparingInt(
                trial -> last.apply(trial).scored() ? -last.apply(trial).epochs() : 1))
        .toList();
  }

  /** The last result of each trial, which has seen the most epochs. */
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
