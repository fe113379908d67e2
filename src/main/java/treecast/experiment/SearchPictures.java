package treecast.experiment;

import java.util.ArrayList;
import java.util.List;
import treecast.chart.Axis;
import treecast.chart.Chart;
import treecast.chart.Panel;
import treecast.chart.Series;
import treecast.experiment.HyperparameterSearch.SearchedTrial;
import treecast.training.Role;

/** Charts of a hyper-parameter search. */
final class SearchPictures {
  private static final int COLUMNS = 5;

  private SearchPictures() {}

  /** Chart of the accuracies by epoch, with a panel for each of the best trials. */
  static Chart curves(ExperimentContext context, List<SearchedTrial> best) {
    List<Panel> panels = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      List<Series> series = new ArrayList<>();
      series.addAll(best.get(i).recorded().accuracies("validation", Role.VALIDATION, 0));
      series.addAll(best.get(i).recorded().accuracies("training", Role.TRAINING, 0));
      panels.add(
          new Panel(
              "%d: rate %s".formatted(i + 1, NumberText.brief(best.get(i).tried().rate())),
              best.get(i).recorded().epochs(),
              Axis.of("accuracy", 0, 1),
              series));
    }
    return new Chart(
        "The best %d trials by validation accuracy".formatted(best.size()),
        "Small panels of training and validation accuracy over epochs, the best first. In the first"
            + " ones both rise early and high, in the last ones hardly.",
        context.note(),
        COLUMNS,
        panels);
  }

  /** Chart of the accuracy of every trial by learning rate and weight decay. */
  static Chart scatter(ExperimentContext context, List<SearchedTrial> ended) {
    List<SearchedTrial> there = ended.stream().filter(e -> !e.recorded().diverged()).toList();
    Series points =
        new Series.ColouredPoints(
            "validation accuracy",
            there.stream().mapToDouble(e -> e.tried().rate()).toArray(),
            there.stream().mapToDouble(e -> e.tried().decay()).toArray(),
            there.stream().mapToDouble(SearchedTrial::accuracy).toArray());
    return new Chart(
        "Validation accuracy by rate and weight decay",
        "A point for each trial. Accuracy grows with the rate, towards the right, and does not"
            + " depend on the weight decay.",
        context.note(),
        1,
        List.of(
            new Panel(
                "",
                Axis.logarithmic("learning rate"),
                Axis.logarithmic("weight decay"),
                List.of(points))));
  }
}
