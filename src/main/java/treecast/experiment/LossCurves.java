package treecast.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import treecast.chart.Axis;
import treecast.chart.Chart;
import treecast.chart.Panel;
import treecast.chart.Series;
import treecast.report.Block.Table;
import treecast.training.Role;

/**
 * Trainings that are compared by their losses: in means of 100, since one minibatch says little.
 */
record LossCurves(List<RecordedTraining> recorded) {
  /** How many losses a mean has. */
  static final int MEAN = 100;

  private static final int MARKERS = 20;
  private static final int BLOCK = 500;

  /** The smoothed losses over steps. */
  Chart chart(String title, String alternative, double top, ExperimentContext context) {
    Panel panel =
        new Panel(
            "",
            Axis.of("step", 0, recorded.get(0).trial().plan().steps()),
            Axis.of("loss, smoothed over 11 steps", 0, top),
            recorded.stream().<Series>map(r -> r.losses(MARKERS)).toList());
    return new Chart(title, alternative, context.note(), 1, List.of(panel));
  }

  /** Means of losses along the way and in the end, and accuracies. */
  Table table() {
    List<String> header = new ArrayList<>(List.of("training"));
    blocks().forEach(step -> header.add("loss from step " + (step + 1)));
    header.addAll(List.of("last losses", "training accuracy", "test accuracy", ""));
    return new Table(
        "Means of %d losses, and accuracies in the end".formatted(MEAN),
        header,
        recorded.stream().map(this::row).toList());
  }

  private List<String> row(RecordedTraining r) {
    List<String> row = new ArrayList<>(List.of(r.name()));
    blocks().forEach(step -> row.add(Numbers.text(r.meanLoss(step, MEAN))));
    row.add(Numbers.text(r.lastLoss(MEAN)));
    row.add(Numbers.text(r.accuracy(Role.TRAINING)));
    row.add(Numbers.text(r.accuracy(Role.TEST)));
    row.add(r.ending());
    return row;
  }

  /** Steps taken before each mean. */
  private List<Integer> blocks() {
    List<Integer> blocks = new ArrayList<>();
    for (int step = 0; step < recorded.get(0).trial().plan().steps(); step += BLOCK) {
      blocks.add(step);
    }
    return blocks;
  }

  /** Whether one has the lower mean at every block and in the end. */
  boolean faster(RecordedTraining one, RecordedTraining other) {
    return one.lastLoss(MEAN) < other.lastLoss(MEAN)
        && blocks().stream().allMatch(s -> one.meanLoss(s, MEAN) < other.meanLoss(s, MEAN));
  }

  /** Losses in the beginning and in the end, and accuracies, beside those of the NumPy version. */
  List<Reference> references(String experiment) {
    List<Reference> references = new ArrayList<>();
    for (RecordedTraining r : recorded) {
      String name = r.name() + ", ";
      references.add(
          Reference.of(experiment, name + "mean of the first 100 losses", r.meanLoss(0, MEAN)));
      references.add(
          Reference.of(experiment, name + "mean of the last 100 losses", r.lastLoss(MEAN)));
      references.add(
          Reference.of(experiment, name + "training accuracy", r.accuracy(Role.TRAINING)));
      references.add(Reference.of(experiment, name + "test accuracy", r.accuracy(Role.TEST)));
    }
    return references;
  }

  /** The last mean of each. */
  String lastLosses() {
    return recorded.stream()
        .map(r -> r.name() + " " + (r.diverged() ? r.ending() : Numbers.text(r.lastLoss(MEAN))))
        .collect(Collectors.joining(", "));
  }

  /** The test accuracy of each. */
  String testAccuracies() {
    return recorded.stream()
        .map(r -> r.name() + " " + Numbers.text(r.accuracy(Role.TEST)))
        .collect(Collectors.joining(", "));
  }
}
