package treecast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import treecast.app.DefaultPlan;
import treecast.data.DataSet;
import treecast.training.LocalEngine;
import treecast.training.Trainer;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/**
 * Test accuracy of the default plan on small data sets of different kinds, beside scikit-learn's,
 * which {@code scripts/bench-tables.py} has measured before.
 *
 * <p>Arguments: the file of measurements, the folder of data sets.
 */
public final class Tables {
  private static final String GROUP = "tables";
  private static final String UNIT = "%";
  private static final int SEEDS = 5;

  /** Rows from which one seed is enough, as a single row counts for little. */
  private static final int MANY = 50_000;

  private Tables() {}

  /** Trains on every data set. */
  public static void main(String[] args) throws IOException {
    Measurements measurements = new Measurements(Path.of(args[0]));
    List<Path> folders;
    try (Stream<Path> all = Files.list(Path.of(args[1]))) {
      folders = all.sorted().toList();
    }
    for (Path folder : folders) {
      List<Double> found = accuracies(data(folder));
      String name = folder.getFileName().toString();
      for (double accuracy : found) {
        measurements.add(GROUP, name + ": Treecast", UNIT, 100 * accuracy);
      }
      double difference = 100 * mean(found) - mean(measurements.all(name + ": scikit-learn", UNIT));
      measurements.add(GROUP, name + ": Treecast more, of means", "points", difference);
      System.err.printf("%s: %.2f points more%n", name, difference);
    }
  }

  /** Data set of a folder: a table, or a file that names the rows and the folder of MNIST. */
  private static DataSet data(Path folder) throws IOException {
    Path images = folder.resolve("mnist");
    if (!Files.exists(images)) {
      return DefaultPlan.data(folder.toString());
    }
    String[] words = Files.readString(images).strip().split(" ", 2);
    return DefaultPlan.data(words[1], "data.trainRows=" + words[0]);
  }

  private static List<Double> accuracies(DataSet data) {
    List<Double> found = new ArrayList<>();
    TrainingPlan plan = DefaultPlan.on(data);
    for (int seed = 1; seed <= (data.trainRows() < MANY ? SEEDS : 1); seed++) {
      try (LocalEngine engine = LocalEngine.of(data, plan.batches().shards(), 1)) {
        found.add(
            new Trainer(plan.withSeed(seed), engine)
                .train(TrainingListener.NONE)
                .evaluations()
                .test()
                .accuracy());
      }
    }
    return found;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(d -> d).average().orElse(Double.NaN);
  }
}
