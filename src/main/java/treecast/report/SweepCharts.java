package treecast.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import treecast.chart.Axis;
import treecast.chart.Chart;
import treecast.chart.Panel;
import treecast.chart.Series;
import treecast.search.Choice;
import treecast.search.Dimension;
import treecast.search.Interval;
import treecast.search.Repetition;
import treecast.search.Result;
import treecast.search.Round;
import treecast.search.SearchSpace;
import treecast.search.TrialTable.Row;

/**
 * Charts of a sweep: learning curves, scores by setting, parallel coordinates, and ranges by round.
 */
record SweepCharts(SearchSpace space, String data, String score) {
  private static final int COLUMNS = 5;

  /** Chart of the accuracies of the best trials, one panel for each. */
  Chart best(List<Row> rows) {
    List<Panel> panels = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      panels.add(panel(i + 1, rows.get(i).last()));
    }
    return new Chart(
        "Accuracy by epoch of the best trials",
        "Validation and training accuracy of the %d best trials, each in a panel."
            .formatted(rows.size()),
        data,
        COLUMNS,
        panels);
  }

  private static Panel panel(int rank, Result result) {
    Repetition first = result.repetitions().get(0);
    double[] epochs =
        IntStream.rangeClosed(1, first.validation().length).asDoubleStream().toArray();
    return new Panel(
        TextFormat.of("%d: trial %d, %.2f", rank, result.trial(), result.score()),
        Axis.of(""),
        Axis.of("", 0, 1),
        List.of(
            new Series.Line("validation", epochs, first.validation(), 0),
            new Series.Line("train", epochs, first.training(), 0)));
  }

  /** Chart of the score over each setting. */
  Chart slices(List<Row> scored) {
    List<Panel> panels = new ArrayList<>();
    for (Dimension dimension : space.dimensions()) {
      List<Result> with =
          scored.stream()
              .map(Row::last)
              .filter(result -> result.point().values().containsKey(dimension.path()))
              .toList();
      double[] x = with.stream().mapToDouble(r -> value(dimension, r)).toArray();
      double[] y = with.stream().mapToDouble(Result::score).toArray();
      panels.add(
          new Panel(
              "",
              axis(dimension),
              Axis.of("validation " + score),
              List.of(new Series.Points("", x, y))));
    }
    return new Chart(
        "Score by setting",
        "The validation %s of every trial over each setting by itself.".formatted(score),
        data,
        Math.min(2, panels.size()),
        panels);
  }

  private static double value(Dimension dimension, Result result) {
    String value = result.point().values().get(dimension.path());
    return dimension.range() instanceof Choice choice
        ? choice.values().indexOf(value)
        : Double.parseDouble(value);
  }

  private static Axis axis(Dimension dimension) {
    if (dimension.range() instanceof Interval interval) {
      return interval.logarithmic()
          ? Axis.logarithmic(dimension.path())
          : Axis.of(dimension.path());
    }
    return Axis.of(dimension.path() + ": " + dimension.range().describe());
  }

  /** Parallel coordinates: each trial is a line over all settings, which span their ranges. */
  Chart parallel(List<Row> rows) {
    List<Series> lines = new ArrayList<>();
    int good = Math.max(1, rows.size() / COLUMNS);
    for (int i = rows.size() - 1; i >= 0; i--) {
      Result result = rows.get(i).last();
      double[] positions =
          Arrays.copyOf(space.positions(result.point()), space.dimensions().size() + 1);
      positions[positions.length - 1] = position(result.score(), rows);
      double[] x = IntStream.rangeClosed(1, positions.length).asDoubleStream().toArray();
      lines.add(new Series.Line(i < good ? "best fifth" : "others", x, positions, 0));
    }
    List<String> names = new ArrayList<>();
    space.dimensions().forEach(d -> names.add(d.path() + " (" + d.range().describe() + ")"));
    names.add("score");
    String axes =
        String.join(
            ", ",
            IntStream.range(0, names.size()).mapToObj(i -> i + 1 + " " + names.get(i)).toList());
    return new Chart(
        "Parallel coordinates",
        "Each trial is a line over its settings and its score. The axes are " + axes + ".",
        data,
        1,
        List.of(new Panel("", Axis.of(axes), Axis.of("position in the range", 0, 1), lines)));
  }

  /**
   * Position of a score: itself if all are 0 to 1, else its place between the least and the
   * greatest.
   */
  private static double position(double score, List<Row> rows) {
    double least = rows.stream().mapToDouble(row -> row.last().score()).min().orElse(0);
    double greatest = rows.stream().mapToDouble(row -> row.last().score()).max().orElse(1);
    if (least >= 0 && greatest <= 1) {
      return score;
    }
    return greatest > least ? (score - least) / (greatest - least) : 1;
  }

  /**
   * Chart of the lower and upper end of each range by round, if there are several rounds and
   * ranges.
   */
  Optional<Chart> ranges(List<Round> rounds) {
    List<Panel> panels =
        space.dimensions().stream()
            .filter(dimension -> dimension.range() instanceof Interval)
            .map(dimension -> narrowing(dimension, rounds))
            .toList();
    return panels.isEmpty() || rounds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Chart(
                "Ranges by round",
                "Lower and upper end of each range in every round.",
                data,
                Math.min(2, panels.size()),
                panels));
  }

  private static Panel narrowing(Dimension dimension, List<Round> rounds) {
    List<Interval> ranges =
        rounds.stream()
            .map(
                round -> (Interval) round.space().dimension(dimension.path()).orElseThrow().range())
            .toList();
    double[] x = IntStream.rangeClosed(1, ranges.size()).asDoubleStream().toArray();
    return new Panel(
        dimension.path(),
        Axis.of("round"),
        axis(dimension),
        List.of(
            new Series.Line(
                "largest", x, ranges.stream().mapToDouble(Interval::to).toArray(), ranges.size()),
            new Series.Line(
                "smallest",
                x,
                ranges.stream().mapToDouble(Interval::from).toArray(),
                ranges.size())));
  }
}
