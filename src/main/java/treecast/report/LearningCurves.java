package treecast.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import treecast.chart.Axis;
import treecast.chart.Chart;
import treecast.chart.Panel;
import treecast.chart.Series;
import treecast.training.Evaluation;
import treecast.training.History;
import treecast.training.History.Entry;
import treecast.training.TrainingPlan;

/**
 * Learning curves: charts of loss, accuracy and learning rate of one training, or of several with
 * one plan. Several trainings are curves of the same colour.
 *
 * @param plan the plan of the trainings, without regard to the seed
 * @param histories the history of each training, one or more
 * @param note data set and seed, for the note below the charts
 */
public record LearningCurves(TrainingPlan plan, List<History> histories, String note) {
  /** Maximum number of points in a curve; more would not be visible. */
  private static final int POINTS = 500;

  /** Number of markers on a curve with few points. */
  private static final int MARKERS = 12;

  /** Chart of the smoothed loss by step; many steps are averaged in groups. */
  public Chart loss() {
    List<Series> curves = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (History history : histories) {
      double[] losses = history.losses();
      int stretch = stretch(losses.length);
      double[] smooth = SmoothCurve.of(means(losses, stretch));
      double[] steps =
          IntStream.range(0, smooth.length).mapToDouble(i -> (i + 0.5) * stretch + 0.5).toArray();
      curves.add(new Series.Line("", steps, smooth, 0));
      words.add(TextFormat.of("from %.3f to %.3f", smooth[0], smooth[smooth.length - 1]));
    }
    return chart(
        "Loss",
        "The smoothed loss of the minibatches by step goes %s.".formatted(each(words)),
        Axis.of("step"),
        new Axis("loss", 0, Double.NaN, false),
        curves);
  }

  /** Chart of the accuracies by epoch. */
  public Chart accuracy() {
    List<Series> curves = new ArrayList<>();
    List<String> words = new ArrayList<>();
    accuracy("train", Entry::train, curves, words);
    if (histories.get(0).last().evaluations().validated()) {
      accuracy("validation", Entry::validation, curves, words);
    }
    if (histories.get(0).last().evaluations().tested()) {
      accuracy("test", Entry::test, curves, words);
    }
    return chart(
        "Accuracy",
        "The accuracy by epoch: %s.".formatted(String.join("; ", words)),
        Axis.of("epoch"),
        Axis.of("accuracy"),
        curves);
  }

  private void accuracy(
      String name, Function<Entry, Evaluation> subset, List<Series> curves, List<String> words) {
    List<String> ends = new ArrayList<>();
    for (History history : histories) {
      List<Entry> entries = history.records();
      double[] epochs = values(entries, entry -> plan.batches().epochs(entry.step()));
      double[] shares = values(entries, entry -> subset.apply(entry).accuracy());
      curves.add(new Series.Line(name, epochs, shares, Math.min(MARKERS, shares.length)));
      ends.add(TextFormat.of("from %.4f to %.4f", shares[0], shares[shares.length - 1]));
    }
    words.add(name + " " + each(ends));
  }

  /** Chart of the learning rate by step, of the longest training. */
  public Chart rate() {
    History longest = histories.stream().max(Comparator.comparingInt(History::steps)).orElseThrow();
    int taken = longest.steps();
    int stretch = stretch(taken);
    int[] steps =
        IntStream.range(0, taken).filter(i -> i % stretch == 0 || i == taken - 1).toArray();
    double[] rates = Arrays.stream(steps).mapToDouble(step -> longest.rateAt(plan, step)).toArray();
    double[] numbers = Arrays.stream(steps).mapToDouble(step -> step + 1).toArray();
    return chart(
        "Learning rate",
        TextFormat.of(
            "The learning rate by step is %.4g at first, %.4g at most and %.4g at last.",
            rates[0], Arrays.stream(rates).max().orElseThrow(), rates[rates.length - 1]),
        Axis.of("step"),
        new Axis("rate", 0, Double.NaN, false),
        List.of(new Series.Line("", numbers, rates, 0)));
  }

  private Chart chart(String title, String alternative, Axis x, Axis y, List<Series> curves) {
    return new Chart(title, alternative, note, 1, List.of(new Panel("", x, y, curves)));
  }

  private static double[] values(List<Entry> entries, ToDoubleFunction<Entry> value) {
    return entries.stream().mapToDouble(value).toArray();
  }

  private static String each(List<String> words) {
    return words.size() == 1
        ? words.get(0)
        : "in %d members %s".formatted(words.size(), String.join(", ", words));
  }

  /** Number of steps that are averaged into one point. */
  private static int stretch(int steps) {
    return (steps + POINTS - 1) / POINTS;
  }

  /** Means of groups of consecutive values; the last group may be smaller. */
  private static double[] means(double[] values, int stretch) {
    return IntStream.range(0, (values.length + stretch - 1) / stretch)
        .mapToDouble(
            i ->
                Arrays.stream(values, i * stretch, Math.min(values.length, (i + 1) * stretch))
                    .average()
                    .orElseThrow())
        .toArray();
  }
}
