package treecast.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import treecast.chart.Axis;
import treecast.chart.Series;
import treecast.report.SmoothCurve;
import treecast.training.Evaluation;
import treecast.training.Evaluations;
import treecast.training.History;
import treecast.training.Outcome;
import treecast.training.Role;
import treecast.training.Trial;

/** What a training recorded, as pictures and claims need it. */
record RecordedTraining(Trial trial, Outcome outcome) {
  /** What a training is called, in a legend, where it ended early. */
  static final String DIVERGED = "diverged";

  static List<RecordedTraining> of(List<Trial> trials, List<Outcome> outcomes) {
    return IntStream.range(0, trials.size())
        .mapToObj(i -> new RecordedTraining(trials.get(i), outcomes.get(i)))
        .toList();
  }

  String name() {
    return trial.name();
  }

  boolean diverged() {
    return outcome instanceof Outcome.Failed;
  }

  /** How it ended, for a table: nothing to be said, or where it diverged. */
  String ending() {
    return outcome instanceof Outcome.Failed failed
        ? "diverged at step " + (failed.step() + 1)
        : "";
  }

  /**
   * The mean of so many losses, fewer where the training has fewer.
   *
   * @param step steps taken before the first of them
   * @return not a number where it did not get there
   */
  double meanLoss(int step, int count) {
    return Numbers.mean(
        outcome.history().losses(), step, Math.min(count, trial.plan().steps() - step));
  }

  /** The mean of the last losses. */
  double lastLoss(int count) {
    int steps = trial.plan().steps();
    return meanLoss(Math.max(0, steps - count), count);
  }

  /** The accuracy in the end; not a number if it diverged. */
  double accuracy(Role subset) {
    return outcome instanceof Outcome.Trained trained
        ? of(trained.evaluations(), subset).accuracy()
        : Double.NaN;
  }

  /** The accuracy after so many epochs; not a number if there was none then. */
  double accuracyAfter(int epoch, Role subset) {
    List<History.Entry> records = outcome.history().records();
    return epoch >= 1 && epoch <= records.size()
        ? of(records.get(epoch - 1).evaluations(), subset).accuracy()
        : Double.NaN;
  }

  /** The accuracy after each epoch. */
  double[] accuracies(Role subset) {
    return outcome.history().records().stream()
        .mapToDouble(entry -> of(entry.evaluations(), subset).accuracy())
        .toArray();
  }

  /** The mean accuracy of the last epochs; not a number if it did not get there. */
  double lastAccuracies(int epochs, Role subset) {
    double[] all = accuracies(subset);
    int count = Math.min(epochs, all.length);
    return diverged() ? Double.NaN : Numbers.mean(all, all.length - count, count);
  }

  private static Evaluation of(Evaluations evaluations, Role subset) {
    return switch (subset) {
      case TRAINING -> evaluations.train();
      case VALIDATION -> evaluations.validation();
      case TEST -> evaluations.test();
    };
  }

  /** Its smoothed losses over steps. */
  Series.Line losses(int markers) {
    double[] smooth = SmoothCurve.of(outcome.history().losses());
    return new Series.Line(name(), upTo(smooth.length), smooth, markers);
  }

  /** Its accuracies over epochs, and where it diverged if it did. */
  List<Series> accuracies(String name, Role subset, int markers) {
    double[] y = accuracies(subset);
    List<Series> series = new ArrayList<>();
    if (y.length > 0) {
      series.add(new Series.Line(name, upTo(y.length), y, markers));
    }
    if (outcome instanceof Outcome.Failed failed) {
      double last = y.length == 0 ? 0 : y[y.length - 1];
      double[] epoch = {trial.plan().batches().epochs(failed.step())};
      series.add(new Series.Points(DIVERGED, epoch, new double[] {last}));
    }
    return series;
  }

  /** The axis of its epochs, to the last of them whether it got there or not. */
  Axis epochs() {
    return Axis.of("epoch", 0, trial.plan().batches().epochs(trial.plan().steps()));
  }

  private static double[] upTo(int count) {
    return IntStream.rangeClosed(1, count).asDoubleStream().toArray();
  }
}
