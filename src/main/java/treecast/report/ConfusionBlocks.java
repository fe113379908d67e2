package treecast.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import treecast.score.Confusion;

/**
 * Blocks of a report for a confusion matrix: the matrix, frequent misclassifications, and precision
 * and recall of each class.
 */
public final class ConfusionBlocks {
  /** Maximum number of classes for which the matrix is shown. */
  private static final int LARGEST_MATRIX = 50;

  /** Number of misclassifications in the list. */
  private static final int MOST_FREQUENT = 10;

  private ConfusionBlocks() {}

  /** Number of rows of a class that are predicted as another. */
  record ClassPair(int actual, int guess, long count) {}

  /**
   * Blocks for a matrix: the matrix itself (unless there are too many classes), and the most
   * frequent misclassifications.
   *
   * @param classes the names of the classes
   */
  public static List<Block> of(Confusion confusion, List<String> classes) {
    List<Block> blocks = new ArrayList<>();
    if (classes.size() <= LARGEST_MATRIX) {
      blocks.add(
          new Block.ConfusionMatrix(
              "Confusion matrix: actual and predicted classes", classes, confusion));
    }
    List<ClassPair> mistakes = mistakes(confusion);
    if (!mistakes.isEmpty()) {
      blocks.add(
          new Block.Table(
              "The most frequent misclassifications",
              List.of("class", "predicted", "rows", "share of the class"),
              mistakes.stream()
                  .limit(MOST_FREQUENT)
                  .map(pair -> row(pair, confusion, classes))
                  .toList()));
    }
    return blocks;
  }

  /** Table of precision and recall of each class. */
  public static Block eachClass(Confusion confusion, List<String> classes) {
    return new Block.Table(
        "Each class",
        List.of("class", "precision", "recall", "F1", "support"),
        IntStream.range(0, classes.size())
            .mapToObj(of -> row(of, confusion, classes.get(of)))
            .toList());
  }

  /** Misclassifications by pair of classes, the most frequent first. */
  static List<ClassPair> mistakes(Confusion confusion) {
    return IntStream.range(0, confusion.classes() * confusion.classes())
        .mapToObj(i -> pair(confusion, i / confusion.classes(), i % confusion.classes()))
        .filter(pair -> pair.actual != pair.guess && pair.count > 0)
        .sorted(Comparator.comparingLong(ClassPair::count).reversed())
        .toList();
  }

  private static ClassPair pair(Confusion confusion, int actual, int guess) {
    return new ClassPair(actual, guess, confusion.counts()[actual][guess]);
  }

  private static List<String> row(ClassPair pair, Confusion confusion, List<String> classes) {
    return List.of(
        classes.get(pair.actual),
        classes.get(pair.guess),
        TextFormat.number(pair.count),
        TextFormat.percent((double) pair.count / confusion.support(pair.actual)));
  }

  private static List<String> row(int of, Confusion confusion, String name) {
    return List.of(
        name,
        TextFormat.share(confusion.precision(of)),
        TextFormat.share(confusion.recall(of)),
        TextFormat.share(confusion.f1(of)),
        TextFormat.number(confusion.support(of)));
  }
}
