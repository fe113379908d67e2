package treecast.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import treecast.training.Confusion;

/** What a report says of a confusion matrix. */
public final class ConfusionBlocks {
  /** Classes whose matrix can still be looked at. */
  private static final int LARGEST_MATRIX = 50;

  /** Mistakes listed. */
  private static final int MOST_FREQUENT = 10;

  private ConfusionBlocks() {}

  /** Rows of a class that are taken for another. */
  record Taken(int actual, int guess, long count) {}

  /**
   * The matrix, unless there are too many classes for it, the most frequent mistakes, and how each
   * class does.
   *
   * @param classes what each class is called
   */
  public static List<Block> of(Confusion confusion, List<String> classes) {
    List<Block> blocks = new ArrayList<>();
    if (classes.size() <= LARGEST_MATRIX) {
      blocks.add(
          new Block.ConfusionMatrix("How often each class is taken for each", classes, confusion));
    }
    List<Taken> mistakes = mistakes(confusion);
    if (!mistakes.isEmpty()) {
      blocks.add(
          new Block.Table(
              "The most frequent mistakes",
              List.of("class", "taken for", "times", "share"),
              mistakes.stream()
                  .limit(MOST_FREQUENT)
                  .map(taken -> row(taken, confusion, classes))
                  .toList()));
    }
    blocks.add(
        new Block.Table(
            "Each class",
            List.of("class", "precision", "recall", "F1", "support"),
            IntStream.range(0, classes.size())
                .mapToObj(of -> row(of, confusion, classes.get(of)))
                .toList()));
    return blocks;
  }

  /** All mistakes that are made, the most frequent first. */
  static List<Taken> mistakes(Confusion confusion) {
    return IntStream.range(0, confusion.classes() * confusion.classes())
        .mapToObj(i -> taken(confusion, i / confusion.classes(), i % confusion.classes()))
        .filter(taken -> taken.actual != taken.guess && taken.count > 0)
        .sorted(Comparator.comparingLong(Taken::count).reversed())
        .toList();
  }

  private static Taken taken(Confusion confusion, int actual, int guess) {
    return new Taken(actual, guess, confusion.counts()[actual][guess]);
  }

  private static List<String> row(Taken taken, Confusion confusion, List<String> classes) {
    return List.of(
        classes.get(taken.actual),
        classes.get(taken.guess),
        Plain.number(taken.count),
        Plain.percent((double) taken.count / confusion.support(taken.actual)));
  }

  private static List<String> row(int of, Confusion confusion, String name) {
    return List.of(
        name,
        Plain.share(confusion.precision(of)),
        Plain.share(confusion.recall(of)),
        Plain.share(confusion.f1(of)),
        Plain.number(confusion.support(of)));
  }
}
