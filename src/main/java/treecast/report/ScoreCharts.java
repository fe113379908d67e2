package treecast.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import treecast.chart.Axis;
import treecast.chart.Chart;
import treecast.chart.Panel;
import treecast.chart.Series;
import treecast.data.Excerpt;
import treecast.score.Calibration;
import treecast.score.ClassCurves;
import treecast.score.Curve;
import treecast.score.Scores;

/**
 * Charts of scores: ROC and precision-recall curves, and calibration.
 *
 * @param classes the names of the classes
 * @param scores scores of a classifier of these classes
 * @param note data set and split, for the note below the charts
 */
public record ScoreCharts(List<String> classes, Scores scores, String note) {
  /** Maximum number of curves in a panel, one for each colour. */
  private static final int CURVES = 8;

  private static final Axis SHARE = Axis.of("", 0, 1);

  /**
   * Chart of the curves: of two classes, those of the second one; of more, each against the rest.
   * Of many classes, those with the lowest average precision are drawn.
   */
  public Chart curves() {
    List<Integer> drawn = drawn();
    return new Chart(
        "ROC and precision-recall curves",
        "ROC curves: %s. Precision-recall curves: %s."
            .formatted(
                words(drawn, "area", ClassCurves::rocAuc),
                words(drawn, "average precision", ClassCurves::averagePrecision)),
        note
            + (drawn.size() < classes.size() && classes.size() > 2
                ? "; the %d classes with the lowest average precision".formatted(drawn.size())
                : ""),
        2,
        List.of(
            new Panel(
                "ROC curves",
                named("false positive rate"),
                named("true positive rate"),
                lines(drawn, ClassCurves::roc)),
            new Panel(
                "Precision-recall curves",
                named("recall"),
                named("precision"),
                lines(drawn, ClassCurves::precisionRecall))));
  }

  private List<Integer> drawn() {
    if (classes.size() == 2) {
      return List.of(1);
    }
    return IntStream.range(0, classes.size())
        .boxed()
        .filter(of -> !Double.isNaN(scores.curves().get(of).rocAuc()))
        .sorted(Comparator.comparing(of -> scores.curves().get(of).averagePrecision()))
        .limit(CURVES)
        .sorted()
        .toList();
  }

  private List<Series> lines(List<Integer> drawn, Function<ClassCurves, Curve> which) {
    List<Series> lines = new ArrayList<>();
    for (int of : drawn) {
      Curve curve = which.apply(scores.curves().get(of));
      lines.add(new Series.Line(Excerpt.plain(classes.get(of)), curve.x(), curve.y(), 0));
    }
    return lines;
  }

  private String words(List<Integer> drawn, String what, ToDoubleFunction<ClassCurves> value) {
    return drawn.stream()
        .map(
            of ->
                "%s %s of class %s"
                    .formatted(
                        what,
                        TextFormat.share(value.applyAsDouble(scores.curves().get(of))),
                        Excerpt.plain(classes.get(of))))
        .collect(Collectors.joining(", "));
  }

  private static Axis named(String label) {
    return Axis.of(label, SHARE.from(), SHARE.to());
  }

  /**
   * Chart of the calibration: the accuracy by the probability of the predicted class, beside the
   * line of a perfect calibration; and the number of rows by this probability.
   */
  public Chart calibration() {
    List<Calibration.Bin> bins =
        scores.calibration().bins().stream().filter(bin -> bin.rows() > 0).toList();
    double[] confidence = bins.stream().mapToDouble(Calibration.Bin::confidence).toArray();
    double[] accuracy = bins.stream().mapToDouble(Calibration.Bin::accuracy).toArray();
    double[] rows =
        scores.calibration().bins().stream().mapToDouble(Calibration.Bin::rows).toArray();
    double[] ends = {0, 1};
    return new Chart(
        "Calibration",
        "The accuracy by the probability of the predicted class, in %d bins; the expected calibration error is %s."
            .formatted(Calibration.BINS, TextFormat.share(scores.calibration().expectedError())),
        note,
        2,
        List.of(
            new Panel(
                "Accuracy by probability",
                named("probability of the predicted class"),
                named("accuracy"),
                List.of(
                    new Series.Line("found", confidence, accuracy, Calibration.BINS),
                    new Series.Line("perfect", ends, ends, 0))),
            new Panel(
                "Rows by probability",
                named("probability of the predicted class"),
                new Axis("rows", 0, Double.NaN, false),
                List.of(new Series.Bars("", 0, 1, rows)))));
  }
}
