package treecast.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The comparisons of a run: each is between two medians of that run, and shown if both are there.
 */
final class Ratios {

  /** A comparison. */
  record Ratio(String what, double value) {}

  private final Map<String, Report.Row> rows;
  private final List<Ratio> ratios = new ArrayList<>();

  private Ratios(Map<String, Report.Row> rows) {
    this.rows = rows;
  }

  /**
   * All that can be had.
   *
   * @param rows by name, {@code " | "} and unit
   */
  static List<Ratio> of(Map<String, Report.Row> rows) {
    Ratios ratios = new Ratios(rows);
    ratios.kernel();
    ratios.convolutions();
    ratios.step();
    ratios.training();
    ratios.sweep();
    ratios.predictions();
    return ratios.ratios;
  }

  private void kernel() {
    for (int batch : new int[] {16, 32, 128, 1024}) {
      String auto = products("auto", batch);
      shareOfPeak("all products, batch %d: share of the FMA peak".formatted(batch), auto, "");
      shareOfPeak(
          "all products, batch %d, single: share of the FMA peak".formatted(batch),
          single(auto),
          " of floats");
      add("all products, batch %d: over plain".formatted(batch), auto, products("plain", batch));
      add("all products, batch %d, single: over double".formatted(batch), single(auto), auto);
      add(
          "all products, batch %d, single: over native BLAS".formatted(batch),
          single(auto),
          single(products("netlib", batch)));
      add(
          "all products, batch %d: over native BLAS".formatted(batch),
          auto,
          products("netlib", batch));
    }
  }

  private void convolutions() {
    String part = "Convolutions.convolution (";
    rows.keySet().stream()
        .filter(key -> key.startsWith(part))
        .sorted()
        .toList()
        .forEach(
            key -> {
              String layer = key.substring(part.length());
              String products = "Convolutions.products (" + layer;
              add(
                  "convolution over its products alone (" + layer.split("\\)")[0] + ")",
                  key,
                  products);
            });
  }

  private void step() {
    for (int batch : new int[] {128, 1024}) {
      String one = step("auto", batch, "1 shard 1 thread");
      add(
          "step, batch %d, one thread: times NumPy's".formatted(batch),
          "NumPy step (batch=%d) | us".formatted(batch),
          one);
      add(
          "step, batch %d, one thread: times that with native BLAS".formatted(batch),
          step("netlib", batch, "1 shard 1 thread"),
          one);
      add("step, batch %d, one thread: double over single".formatted(batch), one, single(one));
      for (String precision : List.of("single", "double")) {
        add(
            "step, batch %d, one thread, %s: times PyTorch's".formatted(batch, precision),
            "PyTorch step (batch=%d, precision=%s) | us".formatted(batch, precision),
            precision.equals("single") ? single(one) : one);
      }
      add(
          "step, batch %d, 8 shards: two threads over one".formatted(batch),
          step("auto", batch, "8 shards 1 thread"),
          step("auto", batch, "8 shards 2 threads"));
      for (String part : List.of("gather", "gatherForward", "gatherForwardBackward")) {
        add(
            "step, batch %d, one shard: share up to %s".formatted(batch, part),
            "StepParts.%s (batch=%d) | us".formatted(part, batch),
            one);
      }
    }
  }

  private void training() {
    String empty = "empty two-task Spark job, hot | ms";
    rows.keySet().stream()
        .filter(key -> key.startsWith("Treecast, hot step of batch "))
        .findFirst()
        .ifPresent(step -> add("hot Spark step of the default plan, in empty jobs", step, empty));
    add(
        "examples/s of the whole training, Treecast over MLlib",
        "Treecast, whole training | examples/s",
        "MLlib, whole training | examples/s");
    add(
        "examples/s hot, Treecast over MLlib",
        "Treecast, hot | examples/s",
        "MLlib, hot | examples/s");
    add(
        "training time, MLlib over Treecast (1: both had as long)",
        "MLlib, whole training | s",
        "Treecast, whole training | s");
    for (String reached : List.of("97 %", "98 %")) {
      rows.keySet().stream()
          .filter(key -> key.startsWith("PyTorch, ") && key.endsWith(", to " + reached + " | s"))
          .min(Comparator.comparingDouble(key -> rows.get(key).median()))
          .ifPresent(
              best ->
                  add(
                      "seconds of steps to %s, Treecast over PyTorch's best".formatted(reached),
                      "Treecast to %s | s".formatted(reached),
                      best));
    }
  }

  private void predictions() {
    for (String network : Predictions.NETWORKS) {
      for (String what : List.of("1 row", "64 rows")) {
        for (String figure : List.of("median", "99th percentile")) {
          String name = network + ", " + what + ", %s, " + figure + " | us";
          add(
              "%s, %s, %s: onnxruntime over Treecast".formatted(network, what, figure),
              name.formatted("onnxruntime"),
              name.formatted("Treecast"));
        }
      }
    }
  }

  private void sweep() {
    for (int trials : new int[] {10, 100}) {
      String packed = "%d trials, packed | s".formatted(trials);
      add(
          "%d trials: a plain job for each step over packed".formatted(trials),
          "%d trials, plain | s".formatted(trials),
          packed);
      add(
          "%d trials: a job of ours for each step over packed".formatted(trials),
          "%d trials, distributed | s".formatted(trials),
          packed);
    }
    add(
        "ten trials, hot: MLlib's time over Treecast's",
        "MLlib, ten trials by TrainValidationSplit, hot | s",
        "ten trials, hot | s");
  }

  private void add(String what, String above, String below) {
    if (rows.containsKey(above) && rows.containsKey(below)) {
      ratios.add(new Ratio(what, rows.get(above).median() / rows.get(below).median()));
    }
  }

  /**
   * The share of a peak: the best value that Java or C has reached, which is what a peak is.
   *
   * @param numbers what the peak is of, in the words of its row
   */
  private void shareOfPeak(String what, String row, String numbers) {
    if (rows.containsKey(row)) {
      Stream.of("", " of a C program")
          .map(by -> "FMA peak" + numbers + by + " | GFLOP/s")
          .filter(rows::containsKey)
          .mapToDouble(key -> rows.get(key).max())
          .max()
          .ifPresent(peak -> ratios.add(new Ratio(what, rows.get(row).median() / peak)));
    }
  }

  /** The same row in single precision. */
  private static String single(String key) {
    return key.contains(", split=")
        ? key.replace(", split=", ", precision=single, split=")
        : key.replace(") | ", ", precision=single) | ");
  }

  private static String products(String gemm, int batch) {
    return "StepProducts.products (batch=%d, gemm=%s) | GFLOP/s".formatted(batch, gemm);
  }

  private static String step(String gemm, int batch, String split) {
    return "Steps.step (batch=%d, gemm=%s, split=%s) | us".formatted(batch, gemm, split);
  }
}
