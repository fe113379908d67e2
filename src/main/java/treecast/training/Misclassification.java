package treecast.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.linalg.Workspace;

/**
 * Misclassification: a row whose predicted class is not its actual class.
 *
 * @param row index of the row in the data set, from 0
 * @param shard index of the shard that holds it
 * @param rowInShard index of the row in the shard
 * @param actual the actual class
 * @param guess the predicted class
 * @param probability probability of the predicted class
 * @param actualProbability probability of the actual class
 */
public record Misclassification(
    int row,
    int shard,
    int rowInShard,
    int actual,
    int guess,
    double probability,
    double actualProbability)
    implements Serializable {
  /** Order by descending confidence, then by row. */
  static final Comparator<Misclassification> MOST_CONFIDENT =
      Comparator.comparingDouble(Misclassification::probability)
          .reversed()
          .thenComparingInt(Misclassification::row);

  /** Features of misclassified rows of a split, after scaling, by row index. */
  public static Map<Integer, double[]> features(
      Engine engine, Split split, List<Misclassification> mistakes) {
    ArrayList<Misclassification> sent = new ArrayList<>(mistakes);
    Map<Integer, double[]> features = new HashMap<>();
    engine.map(split, shard -> features(sent, shard)).forEach(features::putAll);
    return features;
  }

  /**
   * Features of the misclassified rows that a shard holds, after scaling.
   *
   * @return features by row index
   */
  public static Map<Integer, double[]> features(List<Misclassification> mistakes, Shard shard) {
    Map<Integer, double[]> features = new HashMap<>();
    for (Misclassification mistake : mistakes) {
      if (mistake.shard == shard.index()) {
        Workspace workspace = Workspace.ofThisThread().reuse();
        features.put(mistake.row, shard.rows(mistake.rowInShard, 1, workspace).x().toArray());
      }
    }
    return features;
  }
}
