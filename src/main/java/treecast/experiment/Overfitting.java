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
import treecast.training.Role;
import treecast.training.Trial;

/**
 * Overfitting: a large network on few rows, without and with regularisation.
 *
 * @param plain the training without regularisation
 * @param remedied the training with weight decay or dropout
 */
record Overfitting(RecordedTraining plain, RecordedTraining remedied) {
  private static final int ROWS = 300;
  private static final int BATCH = 100;
  private static final double RATE = 0.01;
  private static final int MARKERS = 20;

  /** Number of final epochs over which means are computed. */
  private static final int LAST = 20;

  static Trial trial(ExperimentContext context, String name, Architecture net, int epochs) {
    int rows = context.firstRows(ROWS);
    Set<Role> evaluated = Set.of(Role.TRAINING, Role.TEST);
    TrainingLength length = TrainingLength.ofEpochs(rows, BATCH, epochs, evaluated);
    return context.trial(name, net, new Sgd(), RATE, length);
  }

  static List<Fact> settings(ExperimentContext context, int epochs) {
    return List.of(
        new Fact("network", "6 hidden layers of 100, ReLU, He's weights"),
        new Fact(
            "training",
            "the first %d samples, %d epochs, minibatches of %d"
                .formatted(context.firstRows(ROWS), epochs, BATCH)),
        new Fact("optimizer", "SGD, rate " + RATE),
        new Fact("shared", "first weights and minibatches"));
  }

  Chart chart(String title, String alternative, ExperimentContext context) {
    return new Chart(title, alternative, context.note(), 2, List.of(panel(plain), panel(remedied)));
  }

  private static Panel panel(RecordedTraining recorded) {
    List<Series> series = new ArrayList<>();
    series.addAll(recorded.accuracies("training", Role.TRAINING, MARKERS));
    series.addAll(recorded.accuracies("test", Role.TEST, MARKERS));
    return new Panel(recorded.name(), recorded.epochs(), Axis.of("accuracy", 0, 1), series);
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

  private static List<String> row(RecordedTraining r) {
    return List.of(
        r.name(),
        NumberText.text(r.accuracy(Role.TRAINING)),
        NumberText.text(r.accuracy(Role.TEST)),
        NumberText.text(r.lastAccuracies(LAST, Role.TRAINING)),
        NumberText.text(r.lastAccuracies(LAST, Role.TEST)),
        NumberText.text(gap(r)),
        r.ending());
  }

  static double gap(RecordedTraining r) {
    return r.lastAccuracies(LAST, Role.TRAINING) - r.lastAccuracies(LAST, Role.TEST);
  }

  /** Claim that the network without regularisation overfits. */
  Claim overfits() {
    double train = plain.lastAccuracies(LAST, Role.TRAINING);
    return new Claim(
        "The network learns its few samples by heart: training accuracy reaches nearly 100 %, test"
            + " accuracy stays far below.",
        "training %s, test %s"
            .formatted(
                NumberText.text(train), NumberText.text(plain.lastAccuracies(LAST, Role.TEST))),
        "In the mean of the last %d epochs training accuracy is 0.99 or more, and test accuracy 0.1"
                .formatted(LAST)
            + " or more below it.",
        train >= 0.99 && gap(plain) >= 0.1);
  }

  Claim narrows(String claim) {
    return new Claim(
        claim,
        "gap %s without, %s with it"
            .formatted(NumberText.text(gap(plain)), NumberText.text(gap(remedied))),
        "In the mean of the last %d epochs training accuracy is less far above test accuracy."
            .formatted(LAST),
        gap(remedied) < gap(plain));
  }

  /** Effect of the regularisation on the test accuracy, which the chapter does not mention. */
  String atWhatPrice() {
    double without = plain.lastAccuracies(LAST, Role.TEST);
    double with = remedied.lastAccuracies(LAST, Role.TEST);
    return "Test accuracy itself is %s with it and %s without: %s."
        .formatted(
            NumberText.text(with),
            NumberText.text(without),
            with < without
                ? "the gap narrows because training accuracy falls, and test accuracy falls too"
                : "it rises");
  }

  /** Reference values of the accuracies. */
  List<Reference> references(String experiment) {
    List<Reference> references = new ArrayList<>();
    for (RecordedTraining r : List.of(plain, remedied)) {
      for (Role subset : List.of(Role.TRAINING, Role.TEST)) {
        String figure =
            "%s, mean %s accuracy of the last %d epochs"
                .formatted(r.name(), subset == Role.TEST ? "test" : "training", LAST);
        references.add(Reference.of(experiment, figure, r.lastAccuracies(LAST, subset)));
      }
    }
    return references;
  }
}
