package treecast.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;
import treecast.data.Dealing;
import treecast.training.Evaluation;
import treecast.training.Evaluations;
import treecast.training.Mistake;
import treecast.training.Predictions;
import treecast.training.Sample;
import treecast.training.Scorer;
import treecast.training.Subset;
import treecast.training.Supervision;

/** How a model or an ensemble does on rows that lie on the executors. */
public final class ClusterEvaluation {
  private ClusterEvaluation() {}

  /** On all rows of a split. */
  public static Evaluation of(SparkContext spark, Scorer scorer, ShardedData rows) {
    Broadcast<Scorer> sent = spark.broadcast(scorer, ClassTag.apply(Scorer.class));
    try {
      return Evaluation.total(rows.map(shard -> Evaluation.of(sent.value(), shard)));
    } finally {
      sent.destroy();
    }
  }

  /** On the rows of each subset that a sample looks at. */
  public static Evaluations of(
      SparkContext spark,
      Scorer scorer,
      Supervision supervision,
      Sample sample,
      ShardedData train,
      ShardedData test) {
    Broadcast<Scorer> sent = spark.broadcast(scorer, ClassTag.apply(Scorer.class));
    try {
      return Evaluations.of(
          supervision,
          subset ->
              (subset == Subset.TEST ? test : train)
                  .map(
                      shard ->
                          Evaluation.of(sent.value(), supervision.rows(subset, sample, shard))));
    } finally {
      sent.destroy();
    }
  }

  /**
   * What a model or an ensemble takes the rows of a split for.
   *
   * @param dealing how the rows were dealt to the shards
   * @param most how many mistakes are kept
   */
  public static Predictions predictions(
      SparkContext spark, Scorer scorer, ShardedData rows, Dealing dealing, int classes, int most) {
    Broadcast<Scorer> sent = spark.broadcast(scorer, ClassTag.apply(Scorer.class));
    try {
      return Predictions.total(
          rows.map(shard -> Predictions.of(sent.value(), shard, dealing, classes, most)),
          classes,
          most);
    } finally {
      sent.destroy();
    }
  }

  /** The features of these mistakes, as the network sees them, by the number of the row. */
  public static Map<Integer, double[]> features(ShardedData rows, List<Mistake> mistakes) {
    Map<Integer, double[]> features = new HashMap<>();
    rows.map(shard -> Mistake.features(mistakes, shard)).forEach(features::putAll);
    return features;
  }
}
