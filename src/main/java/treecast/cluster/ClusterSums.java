package treecast.cluster;

import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import scala.collection.immutable.Range$;
import scala.collection.immutable.Seq;
import treecast.cluster.ExecutorShards.Group;
import treecast.training.Engine.ShardGradient;
import treecast.training.TimedGradientSum;

/**
 * Gradient sums on a cluster: one task on each executor computes all shards that are cached there
 * and joins them, and what leaves the executors is joined by the driver or by executors ({@link
 * JoiningPlace}).
 */
final class ClusterSums {
  private final SparkContext spark;
  private final ShardedData train;
  private ExecutorShards shards;
  private volatile long bytes;
  private volatile JoiningPlace place = JoiningPlace.DRIVER;

  ClusterSums(SparkContext spark, ShardedData train) {
    this.spark = spark;
    this.train = train;
  }

  /** Says how large a sum will be. */
  void expect(long bytesOfWeights) {
    bytes = bytesOfWeights;
  }

  /** Where the last sums were joined. */
  JoiningPlace place() {
    return place;
  }

  /** Sums the gradients of all shards. */
  TimedGradientSum sum(ShardGradient each) {
    ExecutorShards there = shards();
    int executors = there.groups().size();
    place = JoiningPlace.of(spark.conf(), executors, bytes);
    return place == JoiningPlace.EXECUTORS
        ? SumSlices.sum(there, each, executors)
        : joinedHere(there, each);
  }

  private static TimedGradientSum joinedHere(ExecutorShards shards, ShardGradient each) {
    TimedGradientSum[] sum = {new TimedGradientSum()};
    int[] cores = shards.groups().stream().mapToInt(Group::cores).toArray();
    Seq<Object> order = Range$.MODULE$.apply(0, cores.length).toIndexedSeq();
    SparkJob.run(
        shards,
        order,
        there -> ExecutorSum.of(each, there, cores[TaskContext.getPartitionId()]),
        result -> sum[0] = sum[0].plus(result));
    return sum[0];
  }

  /** The shards by executor: executors come and go, and what one has lost is read by another. */
  private synchronized ExecutorShards shards() {
    List<Group> now = ExecutorShards.groups(train.rdd());
    if (shards == null || !shards.groups().equals(now)) {
      shards =
          SparkJob.named(spark, train.rdd().name(), () -> new ExecutorShards(train.rdd(), now));
    }
    return shards;
  }
}
