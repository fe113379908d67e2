package treecast.cluster;

import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;
import treecast.training.Evaluation;
import treecast.training.Evaluations;
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
}
