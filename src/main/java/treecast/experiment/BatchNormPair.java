package treecast.experiment;

import java.util.ArrayList;
import java.util.List;
import treecast.chart.Axis;
import treecast.chart.Panel;
import treecast.chart.Series;
import treecast.training.Subset;

/** Two trainings of one standard deviation of the first weights, with batch norm and without. */
record BatchNormPair(double scale, Recording normed, Recording plain) {
  /** Epochs after which it is asked who is ahead. */
  static final int EARLY = 5;

  static final String WITH = "with batch norm";
  static final String WITHOUT = "without";
  private static final int MARKERS = 10;

  static double late(Recording recording) {
    return orZero(recording.accuracy(Subset.TRAINING));
  }

  static double early(Recording recording) {
    return orZero(recording.accuracyAfter(EARLY, Subset.TRAINING));
  }

  private static double orZero(double accuracy) {
    return Double.isNaN(accuracy) ? 0 : accuracy;
  }

  Panel panel() {
    List<Series> series = new ArrayList<>();
    series.addAll(normed.accuracies(WITH, Subset.TRAINING, MARKERS));
    series.addAll(plain.accuracies(WITHOUT, Subset.TRAINING, MARKERS));
    return new Panel(
        "std " + Numbers.brief(scale), normed.epochs(), Axis.of("accuracy", 0, 1), series);
  }

  List<String> row() {
    return List.of(
        Numbers.brief(scale),
        Numbers.text(normed.accuracyAfter(EARLY, Subset.TRAINING)),
        Numbers.text(normed.accuracy(Subset.TRAINING)),
        Numbers.text(plain.accuracyAfter(EARLY, Subset.TRAINING)),
        Numbers.text(plain.accuracy(Subset.TRAINING)),
        plain.ending() + normed.ending());
  }
}
