package treecast.experiment;

import java.util.ArrayList;
import java.util.List;
import treecast.chart.Axis;
import treecast.chart.Panel;
import treecast.chart.Series;
import treecast.training.Role;

/**
 * Pair of trainings with the same standard deviation of the initial weights, with batch norm and
 * without.
 */
record BatchNormPair(double scale, RecordedTraining normed, RecordedTraining plain) {
  /** Number of epochs after which accuracies are compared. */
  static final int EARLY = 5;

  static final String WITH = "with batch norm";
  static final String WITHOUT = "without";
  private static final int MARKERS = 10;

  static double late(RecordedTraining recorded) {
    return orZero(recorded.accuracy(Role.TRAINING));
  }

  static double early(RecordedTraining recorded) {
    return orZero(recorded.accuracyAfter(EARLY, Role.TRAINING));
  }

  private static double orZero(double accuracy) {
    return Double.isNaN(accuracy) ? 0 : accuracy;
  }

  Panel panel() {
    List<Series> series = new ArrayList<>();
    series.addAll(normed.accuracies(WITH, Role.TRAINING, MARKERS));
    series.addAll(plain.accuracies(WITHOUT, Role.TRAINING, MARKERS));
    return new Panel(
        "std " + NumberText.brief(scale), normed.epochs(), Axis.of("accuracy", 0, 1), series);
  }

  List<String> row() {
    return List.of(
        NumberText.brief(scale),
        NumberText.text(normed.accuracyAfter(EARLY, Role.TRAINING)),
        NumberText.text(normed.accuracy(Role.TRAINING)),
        NumberText.text(plain.accuracyAfter(EARLY, Role.TRAINING)),
        NumberText.text(plain.accuracy(Role.TRAINING)),
        plain.ending() + normed.ending());
  }
}
