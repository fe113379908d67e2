package treecast.experiment;

import java.util.ArrayList;
import java.util.List;
import treecast.chart.Axis;
import treecast.chart.Chart;
import treecast.chart.Panel;
import treecast.chart.Series;
import treecast.optim.AdaGrad;
import treecast.optim.Adam;
import treecast.optim.Momentum;
import treecast.optim.Optimizer;
import treecast.optim.Sgd;
import treecast.report.Block.Claim;
import treecast.report.Block.Fact;
import treecast.report.Block.Table;
import treecast.training.Outcome;
import treecast.training.Trial;

/**
 * Trajectories of four optimizers on the function x² / 20 + y², which is much steeper in y than in
 * x.
 *
 * @param steps number of updates of each optimizer
 */
public record Trajectories(int steps) implements Experiment {
  private static final double[] START = {-7, 2};
  private static final double[] HEIGHTS = {0.25, 1, 2, 3, 4, 5, 6, 7};

  /** The experiment with the chapter's sizes. */
  public Trajectories() {
    this(30);
  }

  @Override
  public String name() {
    return "trajectories";
  }

  @Override
  public String title() {
    return "Optimizers in a valley";
  }

  @Override
  public List<Trial> trials(ExperimentContext context) {
    return List.of();
  }

  private List<Descent> descents() {
    return List.of(
        descent("SGD", new Sgd(), 0.95),
        descent("Momentum", new Momentum(0.9), 0.1),
        descent("AdaGrad", new AdaGrad(), 1.5),
        descent("Adam", new Adam(0.9, 0.999), 0.3));
  }

  /**
   * Descent of an optimizer: the positions before each update, as in the chapter, and after the
   * last.
   */
  private Descent descent(String name, Optimizer optimizer, double rate) {
    double[] w = START.clone();
    double[][] slots = new double[optimizer.slots()][w.length];
    double[] x = new double[steps + 1];
    double[] y = new double[steps + 1];
    for (int t = 1; t <= steps; t++) {
      x[t - 1] = w[0];
      y[t - 1] = w[1];
      optimizer.step(w, new double[] {w[0] / 10, 2 * w[1]}, slots, rate, t);
    }
    x[steps] = w[0];
    y[steps] = w[1];
    return new Descent(name, rate, x, y);
  }

  @Override
  public ExperimentResult result(ExperimentContext context, List<Outcome> none) {
    List<Descent> all = descents();
    Chart chart =
        new Chart(
            "Paths down x²/20 + y²",
            "Four panels of contour lines, ellipses wide in x. SGD zig-zags across the valley,"
                + " Momentum swings less often, AdaGrad goes almost straight to the minimum, Adam"
                + " swings once past it.",
            context.noteWithoutData(),
            2,
            all.stream().map(Trajectories::panel).toList());
    return new ExperimentResult(
        "SGD follows the gradient, which does not point at the minimum of a stretched valley; the"
            + " others correct for that in different ways.",
        List.of(chart),
        List.of(
            new Fact("function", "x²/20 + y², from (-7, 2)"),
            new Fact("steps", String.valueOf(steps)),
            new Fact("rates", "SGD 0.95, Momentum 0.1, AdaGrad 1.5, Adam 0.3")),
        table(all),
        claims(all.get(0), all.get(1), all.get(2), all),
        List.of(),
        List.of());
  }

  private static Panel panel(Descent descent) {
    double[] grid = new double[101];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = (i - 50) / 5.0;
    }
    double[][] heights = new double[grid.length][grid.length];
    for (int i = 0; i < grid.length; i++) {
      for (int j = 0; j < grid.length; j++) {
        heights[i][j] = height(grid[j], grid[i]);
      }
    }
    List<Series> series = new ArrayList<>();
    series.add(new Series.Contours("lines of equal height", grid, grid, heights, HEIGHTS));
    series.add(new Series.Points("minimum", new double[] {0}, new double[] {0}));
    series.add(new Series.Line("path, a marker for each step", descent.x(), descent.y(), 1000));
    return new Panel(descent.name(), Axis.of("x", -10, 10), Axis.of("y", -10, 10), series);
  }

  private static double height(double x, double y) {
    return x * x / 20 + y * y;
  }

  private static Table table(List<Descent> all) {
    return new Table(
        "Where each ends",
        List.of("optimizer", "x", "y", "height", "crossings of y = 0", "detour"),
        all.stream()
            .map(
                d ->
                    List.of(
                        d.name(),
                        NumberText.text(d.end(d.x())),
                        NumberText.text(d.end(d.y())),
                        NumberText.text(d.height()),
                        String.valueOf(d.crossings()),
                        NumberText.text(d.detour())))
            .toList());
  }

  private List<Claim> claims(Descent sgd, Descent momentum, Descent adaGrad, List<Descent> all) {
    return List.of(
        new Claim(
            "SGD moves in zig-zags, an inefficient path.",
            "SGD crosses the valley's floor %d times in %d steps, its path is %s times the way"
                .formatted(sgd.crossings(), steps, NumberText.text(sgd.detour())),
            "It crosses y = 0 in more than half of its steps, and its path is the longest beside"
                + " the straight way to where it ends.",
            2 * sgd.crossings() > steps && all.stream().allMatch(d -> d.detour() <= sgd.detour())),
        new Claim(
            "With momentum the zig-zag is weaker.",
            "Momentum crosses %d times, SGD %d".formatted(momentum.crossings(), sgd.crossings()),
            "Momentum crosses y = 0 less often than SGD.",
            momentum.crossings() < sgd.crossings()),
        new Claim(
            "AdaGrad goes straight to the minimum.",
            "its path is %s times the straight way and crosses %d times; it ends at a height of %s"
                .formatted(
                    NumberText.text(adaGrad.detour()),
                    adaGrad.crossings(),
                    NumberText.text(adaGrad.height())),
            "Its path is less than 1.1 times the straight way and never crosses y = 0, and it ends"
                + " lower than the others.",
            adaGrad.detour() < 1.1
                && adaGrad.crossings() == 0
                && all.stream().allMatch(d -> d.height() >= adaGrad.height())));
  }

  /** Path from the starting point to the point after the last step. */
  private record Descent(String name, double rate, double[] x, double[] y) {
    double end(double[] coordinate) {
      return coordinate[coordinate.length - 1];
    }

    double height() {
      return Trajectories.height(end(x), end(y));
    }

    /** Number of times that the path crosses y = 0. */
    int crossings() {
      int crossings = 0;
      for (int i = 1; i < y.length; i++) {
        crossings += y[i] * y[i - 1] < 0 ? 1 : 0;
      }
      return crossings;
    }

    /** Ratio of the path's length to the straight distance between its ends. */
    double detour() {
      double length = 0;
      for (int i = 1; i < x.length; i++) {
        length += distance(x[i] - x[i - 1], y[i] - y[i - 1]);
      }
      return length / distance(end(x) - x[0], end(y) - y[0]);
    }

    private static double distance(double dx, double dy) {
      return Math.sqrt(dx * dx + dy * dy);
    }
  }
}
