package treecast.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import treecast.data.Safetensors;

/**
 * Restore points and divergences in the file of a checkpoint; nothing where the plan does not go
 * back. The arrays of the first point are {@code back.0.weights} and so on.
 */
final class RestorePointArrays {
  private static final String DIVERGENCES = "divergences";

  private RestorePointArrays() {}

  /** Adds those of a checkpoint to its metadata and arrays. */
  static void put(
      Checkpoint checkpoint, Map<String, String> metadata, Map<String, double[]> arrays) {
    List<RestorePoint> points = checkpoint.restorePoints();
    for (int i = 0; i < points.size(); i++) {
      RestorePoint point = points.get(i);
      String name = name(i);
      metadata.put(name + "step", String.valueOf(point.step()));
      putBest(point.best(), name, metadata);
      arrays.put(name + "weights", point.weights());
      arrays.put(name + "statistics", point.statistics());
      for (int slot = 0; slot < point.slots().length; slot++) {
        arrays.put(name + "optimizer." + slot, point.slots()[slot]);
      }
      arrays.put(name + "best.weights", point.best().weights());
      arrays.put(name + "best.statistics", point.best().statistics());
    }
    List<Divergence> divergences = checkpoint.history().divergences();
    if (!divergences.isEmpty()) {
      metadata.put(
          DIVERGENCES,
          divergences.stream()
              .map(d -> "%d %d %s".formatted(d.step(), d.back(), d.finding()))
              .collect(Collectors.joining("\n")));
    }
  }

  /** Adds what is known of the best weights, without their arrays. */
  static void putBest(BestWeights best, String prefix, Map<String, String> metadata) {
    metadata.put(prefix + "best.step", String.valueOf(best.step()));
    metadata.put(prefix + "best.accuracy", String.valueOf(best.score()));
    metadata.put(prefix + "best.evaluationsSince", String.valueOf(best.evaluationsSince()));
  }

  /** The restore points of a file. */
  static List<RestorePoint> points(Safetensors file) {
    List<RestorePoint> points = new ArrayList<>();
    while (file.metadata().containsKey(name(points.size()) + "step")) {
      String name = name(points.size());
      points.add(
          new RestorePoint(
              CheckpointFile.number(file.metadata(), name + "step"),
              CheckpointFile.array(file, name + "weights"),
              CheckpointFile.slots(file, name),
              CheckpointFile.array(file, name + "statistics"),
              CheckpointFile.best(file, name)));
    }
    return points;
  }

  /**
   * The divergences of a file.
   *
   * @throws IllegalArgumentException if they are none
   */
  static List<Divergence> divergences(Safetensors file) {
    return file.metadata()
        .getOrDefault(DIVERGENCES, "")
        .lines()
        .map(RestorePointArrays::divergence)
        .toList();
  }

  private static Divergence divergence(String line) {
    String[] parts = line.split(" ", 3);
    if (parts.length < 3) {
      throw new IllegalArgumentException("divergences: " + line);
    }
    return new Divergence(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2]);
  }

  private static String name(int point) {
    return "back.%d.".formatted(point);
  }
}
