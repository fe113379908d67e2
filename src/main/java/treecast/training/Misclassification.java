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
 * A row that is taken for another class than its own.
 *
 * @param row its number in the data set, from 0
 * @param shard the shard that holds it
 * @param place where it stands there
 * @param actual its class
 * @param guess the class it is taken for
 * @param probability what that class is given
 * @param actualProbability what its own class is given
 */
public record Misclassification(
    int row,
    int shard,
    int place,
    int actual,
    int guess,
    double probability,
    double actualProbability)
    implements Serializable {
  /** The most confident ones first, of equals the first rows. */
  static final Comparator<Misclassification> MOST_CONFIDENT =
      Comparator.comparingDouble(Misclassification::probability)
          .reversed()
          .thenComparingInt(Misclassification::row);

  /** The features of mistakes on a split, as the network sees them, by the number of the row. */
  public static Map<Integer, double[]> features(
      Engine engine, Split split, List<Misclassification> mistakes) {
    ArrayList<Misclassification> sent = new ArrayList<>(mistakes);
    Map<Integer, double[]> features = new HashMap<>();
    engine.map(split, shard -> features(sent, shard)).forEach(features::putAll);
    return features;
  }

  /**
   * The features of those mistakes that a shard holds, as the network sees them.
   *
   * @return features by the number of the row
   */
  public static Map<Integer, double[]> features(List<Misclassification> mistakes, Shard shard) {
    Map<Integer, double[]> features = new HashMap<>();
    for (Misclassification mistake : mistakes) {
      if (mistake.shard == shard.index()) {
        Workspace workspace = Workspace.ofThisThread().reuse();
        features.put(mistake.row, shard.rows(mistake.place, 1, workspace).x().toArray());
      }
    }
    return features;
  }
}
