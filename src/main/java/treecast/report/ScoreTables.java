package treecast.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import treecast.report.Block.Fact;
import treecast.score.ClassAverages;
import treecast.score.ClassCurves;
import treecast.score.Confusion;
import treecast.score.Scores;

/**
 * Scores as tables and facts.
 *
 * @param classes the names of the classes
 * @param scores scores of a classifier of these classes
 */
public record ScoreTables(List<String> classes, Scores scores) {
  /** Maximum number of classes for which a confusion matrix is shown as text. */
  private static final int LARGEST_MATRIX = 20;

  /** Scores of all rows, by name; the first one is the accuracy. */
  public List<Fact> facts() {
    String area = classes.size() == 2 ? "" : ", mean over the classes";
    return List.of(
        new Fact("accuracy", TextFormat.share(scores.accuracy())),
        new Fact("balanced accuracy", TextFormat.share(scores.confusion().balancedAccuracy())),
        new Fact("macro F1", TextFormat.share(scores.confusion().macro().f1())),
        new Fact("log loss", TextFormat.share(scores.logLoss())),
        new Fact("Brier score", TextFormat.share(scores.brierScore())),
        new Fact("area under the ROC curve" + area, TextFormat.share(scores.rocAuc())),
        new Fact("average precision" + area, TextFormat.share(scores.averagePrecision())),
        new Fact(
            "expected calibration error", TextFormat.share(scores.calibration().expectedError())));
  }

  /** Scores of each class, and their averages. */
  public Block.Table byClass(String caption) {
    Confusion confusion = scores.confusion();
    List<List<String>> rows = new ArrayList<>();
    for (int of = 0; of < classes.size(); of++) {
      ClassCurves curves = scores.curves().get(of);
      rows.add(
          List.of(
              classes.get(of),
              TextFormat.share(confusion.precision(of)),
              TextFormat.share(confusion.recall(of)),
              TextFormat.share(confusion.f1(of)),
              TextFormat.share(curves.rocAuc()),
              TextFormat.share(curves.averagePrecision()),
              TextFormat.number(confusion.support(of))));
    }
    rows.add(averages("macro average", confusion.macro(), confusion));
    rows.add(averages("weighted average", confusion.weighted(), confusion));
    return new Block.Table(
        caption,
        List.of("class", "precision", "recall", "F1", "ROC area", "average precision", "rows"),
        rows);
  }

  private static List<String> averages(String name, ClassAverages averages, Confusion confusion) {
    return List.of(
        name,
        TextFormat.share(averages.precision()),
        TextFormat.share(averages.recall()),
        TextFormat.share(averages.f1()),
        TextFormat.share(Double.NaN),
        TextFormat.share(Double.NaN),
        TextFormat.number(confusion.rows()));
  }

  /** Confusion matrix as a table for a terminal, unless there are too many classes. */
  public Optional<Block.Table> confusion(String caption) {
    if (classes.size() > LARGEST_MATRIX) {
      return Optional.empty();
    }
    List<String> header = new ArrayList<>(List.of("actual \\ predicted"));
    header.addAll(classes);
    return Optional.of(
        new Block.Table(
            caption,
            header,
            IntStream.range(0, classes.size()).mapToObj(this::confusionOf).toList()));
  }

  private List<String> confusionOf(int actual) {
    List<String> row = new ArrayList<>(Collections.singletonList(classes.get(actual)));
    for (long count : scores.confusion().counts()[actual]) {
      row.add(TextFormat.number(count));
    }
    return row;
  }
}
