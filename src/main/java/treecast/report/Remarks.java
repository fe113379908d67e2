package treecast.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import treecast.data.Excerpt;
import treecast.training.Evaluation;
import treecast.training.Evaluations;

/**
 * Remarks on what an accuracy does not say by itself: one class with nearly all rows, classes
 * without test rows, and training and validation rows on which a network differs.
 *
 * @param classes the names of the classes
 */
public record Remarks(List<String> classes) {
  /** Share of the rows from which on one class has nearly all of them. */
  private static final double NEARLY_ALL = 0.9;

  /** Difference of accuracies that is worth a remark. */
  private static final double GAP = 0.1;

  /** Maximum number of names in a remark. */
  private static final int NAMES = 12;

  /**
   * Remarks on the rows.
   *
   * @param train number of training rows of each class; all 0 if they are not known
   * @param test number of test rows of each class; all 0 if there are none
   */
  public List<String> onRows(long[] train, long[] test) {
    List<String> remarks = new ArrayList<>();
    majority(train, test).ifPresent(remarks::add);
    missing(test).ifPresent(remarks::add);
    return remarks;
  }

  private Optional<String> majority(long[] train, long[] test) {
    boolean known = Arrays.stream(train).sum() > 0;
    long[] counts = known ? train : test;
    int of = IntStream.range(0, counts.length).reduce(0, (a, b) -> counts[b] > counts[a] ? b : a);
    double share = share(counts, of);
    return share < NEARLY_ALL
        ? Optional.empty()
        : Optional.of(
            TextFormat.of(
                "%.1f %% of the %s rows are of class %s: this answer for every row has an accuracy of"
                    + " %.4f on the test rows; balanced accuracy, recall and F1 say more",
                100 * share,
                known ? "training" : "test",
                Excerpt.plain(classes.get(of)),
                share(test, of)));
  }

  private static double share(long[] counts, int of) {
    return (double) counts[of] / Math.max(1, Arrays.stream(counts).sum());
  }

  private Optional<String> missing(long[] test) {
    if (Arrays.stream(test).sum() == 0) {
      return Optional.empty();
    }
    List<String> missing =
        IntStream.range(0, test.length)
            .filter(of -> test[of] == 0)
            .mapToObj(of -> Excerpt.plain(classes.get(of)))
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "no test row is of class %s%s: scores of test rows say nothing of it"
                .formatted(
                    String.join(" or ", missing.subList(0, Math.min(NAMES, missing.size()))),
                    missing.size() > NAMES ? " or %d more".formatted(missing.size() - NAMES) : ""));
  }

  /**
   * Remark on a network that knows its training rows better than validation rows, if any, or test
   * rows.
   */
  public static Optional<String> onGap(Evaluations found) {
    Evaluation others = found.validated() ? found.validation() : found.test();
    String name = found.validated() ? "validation" : "test";
    double gap = found.train().accuracy() - others.accuracy();
    return gap >= GAP
        ? Optional.of(
            TextFormat.of(
                "the train accuracy, %.4f, is %.4f above the %s accuracy: the network fits its"
                    + " training rows better than others (overfitting)",
                found.train().accuracy(), gap, name))
        : Optional.empty();
  }
}
