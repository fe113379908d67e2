package treecast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import treecast.chart.Axis;
import treecast.chart.Chart;
import treecast.chart.ChartImage;
import treecast.chart.Panel;
import treecast.chart.Series;
import treecast.chart.Size;
import treecast.chart.Theme;
import treecast.cluster.ShardedData;
import treecast.linalg.Precision;
import treecast.training.TrainingPlan;

/**
 * How the time of a step on Spark grows with the batch, the parameters, the partitions and the
 * rows, one at a time: a table, the straight line through each, and a picture.
 *
 * <p>Arguments: the file of measurements, {@code quick} or {@code full}, Spark's master, the
 * picture's file. Spark's settings come as system properties.
 */
public final class Growth {
  private static final int ROWS = 1 << 16;
  private static final int SHARDS = 8;

  /**
   * One thing that grows.
   *
   * @param unit what is counted
   * @param sizes how many
   * @param steps medians in milliseconds: the step, and its computation
   */
  record Sweep(String unit, List<Double> sizes, List<Double> steps, List<Double> computations) {
    Sweep(String unit) {
      this(unit, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** The line through the steps, least squares of relative errors: offset and slope. */
    double[] law() {
      double w = 0;
      double wx = 0;
      double wxx = 0;
      double wy = 0;
      double wxy = 0;
      for (int i = 0; i < sizes.size(); i++) {
        double weight = 1 / (steps.get(i) * steps.get(i));
        w += weight;
        wx += weight * sizes.get(i);
        wxx += weight * sizes.get(i) * sizes.get(i);
        wy += weight * steps.get(i);
        wxy += weight * sizes.get(i) * steps.get(i);
      }
      double slope = (w * wxy - wx * wy) / (w * wxx - wx * wx);
      return new double[] {(wy - slope * wx) / w, slope};
    }
  }

  private final SparkContext spark;
  private final int timed;
  private final int cores;

  private Growth(SparkContext spark, int timed) {
    this.spark = spark;
    this.timed = timed;
    this.cores = spark.defaultParallelism();
  }

  /** Measures every sweep. */
  public static void main(String[] args) throws IOException {
    Measurements measurements = new Measurements(Path.of(args[0]));
    boolean quick = args[1].equals("quick");
    SparkConf conf = new SparkConf().setAppName("treecast bench").setMaster(args[2]);
    SparkContext spark = SparkContext.getOrCreate(conf);
    try {
      Growth growth = new Growth(spark, quick ? 15 : 60);
      List<Sweep> sweeps =
          List.of(
              growth.batches(),
              growth.parameters(),
              growth.partitions(),
              growth.rows(quick ? 600_000 : 6_000_000));
      for (Sweep sweep : sweeps) {
        record(sweep, measurements);
      }
      Files.write(Path.of(args[3]), ChartImage.png(picture(sweeps), Theme.LIGHT, Size.SCREEN));
    } finally {
      spark.stop();
    }
  }

  /** A panel for each sweep, both axes logarithmic. */
  private static Chart picture(List<Sweep> sweeps) {
    return new Chart(
        "The time of a step against what grows",
        "For each thing that grows, the measured times of a step and the straight line through them",
        "Spark local[2], random rows",
        2,
        sweeps.stream().map(Growth::panel).toList());
  }

  private static Panel panel(Sweep sweep) {
    double[] sizes = doubles(sweep.sizes());
    double[] law = sweep.law();
    double ratio = sizes[sizes.length - 1] / sizes[0];
    double[] x =
        IntStream.rangeClosed(0, 50)
            .mapToDouble(i -> sizes[0] * Math.pow(ratio, i / 50.0))
            .toArray();
    double[] y = Arrays.stream(x).map(size -> law[0] + law[1] * size).toArray();
    return new Panel(
        "",
        Axis.logarithmic(sweep.unit()),
        Axis.logarithmic("ms of a step"),
        List.of(
            new Series.Line("straight line", x, y, 0),
            new Series.Points("measured", sizes, doubles(sweep.steps()))));
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void record(Sweep sweep, Measurements to) throws IOException {
    String group = "growth with " + sweep.unit();
    for (int i = 0; i < sweep.sizes().size(); i++) {
      String what = "step with %,.0f %s".formatted(sweep.sizes().get(i), sweep.unit());
      double step = sweep.steps().get(i);
      to.add(group, what, "ms", step);
      to.add(group, what, "% beyond computation", 100 * (1 - sweep.computations().get(i) / step));
    }
    double[] law = sweep.law();
    to.add(group, "law: offset of the line, " + sweep.unit(), "ms", law[0]);
    to.add(group, "law: each thousand " + sweep.unit(), "ms", 1000 * law[1]);
  }

  private Sweep batches() {
    Sweep sweep = new Sweep("rows of a batch");
    try (ShardedData rows = Noise.onSpark(spark, ROWS, SHARDS, cores)) {
      measure(rows, Sizes.plan(128, SHARDS, "auto"), 400);
      for (int batch = 128; batch <= 1 << 15; batch *= 4) {
        add(sweep, batch, rows, Sizes.plan(batch, SHARDS, "auto"));
      }
    }
    return sweep;
  }

  private Sweep parameters() {
    Sweep sweep = new Sweep("parameters");
    try (ShardedData rows = Noise.onSpark(spark, ROWS, SHARDS, cores)) {
      for (List<Integer> hidden :
          List.of(
              List.of(13),
              List.of(39),
              List.of(100, 100, 100, 100),
              List.of(400),
              List.of(800, 400),
              List.of(2200, 600),
              List.of(4000, 1600))) {
        TrainingPlan plan = Sizes.plan(128, SHARDS, "auto", Precision.DOUBLE, hidden);
        add(sweep, plan.network().parameters(), rows, plan);
      }
    }
    return sweep;
  }

  private Sweep partitions() {
    Sweep sweep = new Sweep("partitions");
    for (int tasks = 1; tasks <= 64; tasks *= 2) {
      try (ShardedData rows = Noise.onSpark(spark, ROWS, 64, tasks)) {
        add(sweep, tasks, rows, Sizes.plan(1024, 64, "auto"));
      }
    }
    return sweep;
  }

  private Sweep rows(int max) {
    Sweep sweep = new Sweep("rows of the data");
    for (int count : IntStream.of(60_000, 600_000, 6_000_000).filter(n -> n <= max).toArray()) {
      try (ShardedData rows = Noise.onSpark(spark, count, SHARDS, cores)) {
        add(sweep, count, rows, Sizes.plan(1024, SHARDS, "auto"));
      }
    }
    return sweep;
  }

  private void add(Sweep sweep, double size, ShardedData rows, TrainingPlan plan) {
    StepClock clock = measure(rows, plan, timed);
    sweep.sizes().add(size);
    sweep.steps().add(clock.step());
    sweep.computations().add(clock.computation());
  }

  /** Fewer steps where each takes long. */
  private StepClock measure(ShardedData rows, TrainingPlan plan, int steps) {
    double work = plan.batches().size() * (double) plan.network().parameters() / (1024 * 1e5);
    int count = Math.max(5, (int) (steps / Math.max(1, work)));
    return StepClock.measure(spark, rows, plan, count / 2 + 1, count);
  }
}
