package treecast.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import treecast.chart.Axis;
import treecast.chart.Chart;
import treecast.chart.Panel;
import treecast.chart.Series;
import treecast.nn.Architecture;
import treecast.optim.Sgd;
import treecast.report.Block.Claim;
import treecast.report.Block.Fact;
import treecast.report.Block.Table;
import treecast.training.Subset;
import treecast.training.Trial;

/**
 * A large network on few rows, which learns them by heart, and the same with a remedy.
 *
 * @param plain without
 * @param remedied with it
 */
record Overfitting(Recording plain, Recording remedied) {
  private static final int ROWS = 300;
  private static final int BATCH = 100;
  private static final double RATE = 0.01;
  private static final int MARKERS = 20;

  /** How many epochs at the end a mean is over. */
  private static final int LAST = 20;

  static Trial trial(Conditions conditions, String name, Architecture net, int epochs) {
    int rows = conditions.firstRows(ROWS);
    Set<Subset> looked = Set.of(Subset.TRAINING, Subset.TEST);
    Course course = Course.ofEpochs(rows, BATCH, epochs, looked);
    return conditions.trial(name, net, new Sgd(), RATE, course);
  }

  static List<Fact> settings(Conditions conditions, int epochs) {
    return List.of(
        new Fact("network", "6 hidden layers of 100, ReLU, He's weights"),
        new Fact(
            "training",
            "the first %d samples, %d epochs, minibatches of %d"
                .formatted(conditions.firstRows(ROWS), epochs, BATCH)),
        new Fact("optimizer", "SGD, rate " + RATE),
        new Fact("shared", "first weights and minibatches"));
  }

  Chart chart(String title, String alternative, Conditions conditions) {
    return new Chart(
        title, alternative, conditions.note(), 2, List.of(panel(plain), panel(remedied)));
  }

  private static Panel panel(Recording recording) {
    List<Series> series = new ArrayList<>();
    series.addAll(recording.accuracies("training", Subset.TRAINING, MARKERS));
    series.addAll(recording.accuracies("test", Subset.TEST, MARKERS));
    return new Panel(recording.name(), recording.epochs(), Axis.of("accuracy", 0, 1), series);
  }

  Table table() {
    return new Table(
        "Accuracies in the end, and means of the last %d epochs".formatted(LAST),
        List.of(
            "training",
            "training accuracy",
            "test accuracy",
            "mean training",
            "mean test",
            "mean gap",
            ""),
        List.of(row(plain), row(remedied)));
  }

  private static List<String> row(Recording r) {
    return List.of(
        r.name(),
        Numbers.text(r.accuracy(Subset.TRAINING)),
        Numbers.text(r.accuracy(Subset.TEST)),
        Numbers.text(r.lastAccuracies(LAST, Subset.TRAINING)),
        Numbers.text(r.lastAccuracies(LAST, Subset.TEST)),
        Numbers.text(gap(r)),
        r.ending());
  }

  static double gap(Recording r) {
    return r.lastAccuracies(LAST, Subset.TRAINING) - r.lastAccuracies(LAST, Subset.TEST);
  }

  /** Without the remedy. */
  Claim overfits() {
    double train = plain.lastAccuracies(LAST, Subset.TRAINING);
    return new Claim(
        "The network learns its few samples by heart: training accuracy reaches nearly 100 %, test"
            + " accuracy stays far below.",
        "training %s, test %s"
            .formatted(Numbers.text(train), Numbers.text(plain.lastAccuracies(LAST, Subset.TEST))),
        "In the mean of the last %d epochs training accuracy is 0.99 or more, and test accuracy 0.1"
                .formatted(LAST)
            + " or more below it.",
        train >= 0.99 && gap(plain) >= 0.1);
  }

  Claim narrows(String claim) {
    return new Claim(
        claim,
        "gap %s without, %s with it"
            .formatted(Numbers.text(gap(plain)), Numbers.text(gap(remedied))),
        "In the mean of the last %d epochs training accuracy is less far above test accuracy."
            .formatted(LAST),
        gap(remedied) < gap(plain));
  }

  /** What the remedy does to the test accuracy, which the chapter does not say. */
  String atWhatPrice() {
    double without = plain.lastAccuracies(LAST, Subset.TEST);
    double with = remedied.lastAccuracies(LAST, Subset.TEST);
    return "Test accuracy itself is %s with it and %s without: %s."
        .formatted(
            Numbers.text(with),
            Numbers.text(without),
            with < without
                ? "the gap narrows because training accuracy falls, and test accuracy falls too"
                : "it rises");
  }

  /** Figures beside those of the NumPy version. */
  List<Reference> references(String experiment) {
    List<Reference> references = new ArrayList<>();
    for (Recording r : List.of(plain, remedied)) {
      for (Subset subset : List.of(Subset.TRAINING, Subset.TEST)) {
        String figure =
            "%s, mean %s accuracy of the last %d epochs"
                .formatted(r.name(), subset == Subset.TEST ? "test" : "training", LAST);
        references.add(Reference.of(experiment, figure, r.lastAccuracies(LAST, subset)));
      }
    }
    return references;
  }
}
