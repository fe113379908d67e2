package treecast.search;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Trials, the best first. */
public final class Ranking {
  private Ranking() {}

  /**
   * The best trials by validation accuracy; of equals, the one that was tried first. What is not a
   * number, as of a trial that diverged, comes last.
   *
   * @param trials in the order in which they were tried
   * @param most how many to return
   */
  public static <T> List<T> best(List<T> trials, ToDoubleFunction<T> validationAccuracy, int most) {
    Comparator<T> worst =
        Comparator.comparingDouble(
            trial -> {
              double accuracy = validationAccuracy.applyAsDouble(trial);
              return Double.isNaN(accuracy) ? Double.NEGATIVE_INFINITY : accuracy;
            });
    return trials.stream().sorted(worst.reversed()).limit(most).toList();
  }
}
