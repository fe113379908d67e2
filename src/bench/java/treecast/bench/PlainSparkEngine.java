package treecast.bench;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import treecast.data.DataSet;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.linalg.ArrayPool;
import treecast.linalg.FlatArray;
import treecast.training.Engine;
import treecast.training.SharedValue;
import treecast.training.TimedGradientSum;

/**
 * An engine as one writes it on Spark's Java API, with Treecast's arithmetic: values are broadcast,
 * each step sums the shards' gradients by {@code treeReduce}, each evaluation is a job too. The
 * training rows are cached; there are no others. It gives the bits that Treecast gives.
 */
final class PlainSparkEngine implements Engine {
  private final JavaSparkContext spark;
  private final JavaRDD<Shard> train;

  /** Has Spark read the training rows. */
  PlainSparkEngine(JavaSparkContext spark, DataSet data, int shards) {
    this.spark = spark;
    List<Integer> indices = IntStream.range(0, shards).boxed().toList();
    train =
        spark
            .parallelize(indices, shards)
            .map(index -> data.shards(Split.TRAIN, shards).get(index))
            .cache();
    train.count();
  }

  private record Broadcasted<T>(Broadcast<T> broadcast) implements SharedValue<T> {
    @Override
    public T value() {
      return broadcast.value();
    }

    @Override
    public void close() {
      broadcast.destroy();
    }
  }

  @Override
  public <T extends Serializable> SharedValue<T> share(T value) {
    return new Broadcasted<>(spark.broadcast(value));
  }

  @Override
  public SharedValue<FlatArray> share(FlatArray weights) {
    return new Broadcasted<>(spark.broadcast(weights));
  }

  @Override
  public TimedGradientSum sum(ShardGradient each) {
    return train
        .map(shard -> TimedGradientSum.of(each, shard, ArrayPool.shared()))
        .treeReduce(TimedGradientSum::plus);
  }

  @Override
  public <T> List<T> map(Split split, ShardFunction<T> each) {
    return split == Split.TRAIN ? train.map(each::apply).collect() : List.of();
  }

  @Override
  public void close() {
    train.unpersist();
  }
}
