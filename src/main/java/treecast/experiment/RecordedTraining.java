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

/** Recorded training: losses and accuracies of an outcome, for charts and claims. */
record RecordedTraining(Trial trial, Outcome outcome) {
  /** Name in a legend for the point at which a training diverged. */
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

  /** Text for a table: the step at which the training diverged, or empty. */
  String ending() {
    return outcome instanceof Outcome.Failed failed
        ? "diverged at step " + (failed.step() + 1)
        : "";
  }

  /**
   * Mean of consecutive losses; of fewer if the training has fewer.
   *
   * @param step number of steps before the first one
   * @return NaN if the training ended before
   */
  double meanLoss(int step, int count) {
    return NumberText.mean(
        outcome.history().losses(), step, Math.min(count, trial.plan().steps() - step));
  }

  /** Mean of the last losses. */
  double lastLoss(int count) {
    int steps = trial.plan().steps();
    return meanLoss(Math.max(0, steps - count), count);
  }

  /** Final accuracy; NaN if the training diverged. */
  double accuracy(Role subset) {
    return outcome instanceof Outcome.Trained trained
        ? of(trained.evaluations(), subset).accuracy()
        : Double.NaN;
  }

  /** Accuracy after a number of epochs; NaN if there was no evaluation. */
  double accuracyAfter(int epoch, Role subset) {
    List<History.Entry> records = outcome.history().records();
    return epoch >= 1 && epoch <= records.size()
        ? of(records.get(epoch - 1).evaluations(), subset).accuracy()
        : Double.NaN;
  }

  /** Accuracy after each epoch. */
  double[] accuracies(Role subset) {
    return outcome.history().records().stream()
        .mapToDouble(entry -> of(entry.evaluations(), subset).accuracy())
        .toArray();
  }

  /** Mean accuracy of the last epochs; NaN if the training diverged. */
  double lastAccuracies(int epochs, Role subset) {
    double[] all = accuracies(subset);
    int count = Math.min(epochs, all.length);
    return diverged() ? Double.NaN : NumberText.mean(all, all.length - count, count);
  }

  private static Evaluation of(Evaluations evaluations, Role subset) {
    return switch (subset) {
      case TRAINING -> evaluations.train();
      case VALIDATION -> evaluations.validation();
      case TEST -> evaluations.test();
    };
  }

  /** Line of the smoothed losses by step. */
  Series.Line losses(int markers) {
    double[] smooth = SmoothCurve.of(outcome.history().losses());
    return new Series.Line(name(), upTo(smooth.length), smooth, markers);
  }

  /** Lines of the accuracies by epoch, and the point at which the training diverged. */
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

  /** Axis of the epochs, up to the last planned one. */
  Axis epochs() {
    return Axis.of("epoch", 0, trial.plan().batches().epochs(trial.plan().steps()));
  }

  private static double[] upTo(int count) {
    return IntStream.rangeClosed(1, count).asDoubleStream().toArray();
  }
}
