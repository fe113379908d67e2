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
 * Loss curves: trainings that are compared by means of 100 losses, because the loss of one
 * minibatch is noisy.
 */
record LossCurves(List<RecordedTraining> recorded) {
  /** Number of losses in a mean. */
  static final int MEAN = 100;

  private static final int MARKERS = 20;
  private static final int BLOCK = 500;

  /** Chart of the smoothed losses by step. */
  Chart chart(String title, String alternative, double top, ExperimentContext context) {
    Panel panel =
        new Panel(
            "",
            Axis.of("step", 0, recorded.get(0).trial().plan().steps()),
            Axis.of("loss, smoothed over 11 steps", 0, top),
            recorded.stream().<Series>map(r -> r.losses(MARKERS)).toList());
    return new Chart(title, alternative, context.note(), 1, List.of(panel));
  }

  /** Table of mean losses during and at the end of the trainings, and of accuracies. */
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
    blocks().forEach(step -> row.add(NumberText.text(r.meanLoss(step, MEAN))));
    row.add(NumberText.text(r.lastLoss(MEAN)));
    row.add(NumberText.text(r.accuracy(Role.TRAINING)));
    row.add(NumberText.text(r.accuracy(Role.TEST)));
    row.add(r.ending());
    return row;
  }

  /** Number of steps before each mean. */
  private List<Integer> blocks() {
    List<Integer> blocks = new ArrayList<>();
    for (int step = 0; step < recorded.get(0).trial().plan().steps(); step += BLOCK) {
      blocks.add(step);
    }
    return blocks;
  }

  /** Whether a training has the lower mean loss in every block and at the end. */
  boolean faster(RecordedTraining one, RecordedTraining other) {
    return one.lastLoss(MEAN) < other.lastLoss(MEAN)
        && blocks().stream().allMatch(s -> one.meanLoss(s, MEAN) < other.meanLoss(s, MEAN));
  }

  /** Reference values of the first and last losses and of the accuracies. */
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

  /** Last mean loss of each training, as text. */
  String lastLosses() {
    return recorded.stream()
        .map(r -> r.name() + " " + (r.diverged() ? r.ending() : NumberText.text(r.lastLoss(MEAN))))
        .collect(Collectors.joining(", "));
  }

  /** Test accuracy of each training, as text. */
  String testAccuracies() {
    return recorded.stream()
        .map(r -> r.name() + " " + NumberText.text(r.accuracy(Role.TEST)))
        .collect(Collectors.joining(", "));
  }
}
