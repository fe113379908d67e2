package treecast.cluster;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Dependency;
import org.apache.spark.HashPartitioner;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import treecast.data.Shard;
import treecast.training.Engine.ShardGradient;
import treecast.training.TimedGradientSum;

/**
 * Gradient sums that executors join: each cuts its sum into slices, Spark's shuffle brings slice i
 * of all of them to one task, which adds them in the order of the summation tree, and the driver
 * receives one array in all. The addition is element by element, so where an array is cut changes
 * no bit.
 */
final class SumSlices extends RDD<Tuple2<Integer, TimedGradientSum>> {
  private static final long serialVersionUID = 1L;

  private final ShardGradient each;
  private final int[] threads;

  private SumSlices(ShardTasks tasks, ShardGradient each) {
    super(
        tasks.shards().sparkContext(),
        CollectionConverters.asScala(
                List.<Dependency<?>>of(new OneToOneDependency<>(tasks.shards())))
            .toSeq(),
        ClassTag.apply(Tuple2.class));
    this.each = each;
    this.threads = tasks.threads();
    setName(tasks.shards().name());
  }

  @Override
  public Partition[] getPartitions() {
    return shards().partitions();
  }

  private RDD<Shard> shards() {
    return this.<Shard>firstParent(ClassTag.apply(Shard.class));
  }

  @Override
  public scala.collection.Iterator<Tuple2<Integer, TimedGradientSum>> compute(
      Partition split, TaskContext context) {
    Iterator<Shard> there = CollectionConverters.asJava(shards().iterator(split, context));
    List<TimedGradientSum> sum =
        ExecutorThreads.sum(each, there, threads[split.index()]).slices(threads.length);
    return CollectionConverters.asScala(
        IntStream.range(0, threads.length).mapToObj(i -> new Tuple2<>(i, sum.get(i))).iterator());
  }

  private record Slice(int index, TimedGradientSum sum) implements java.io.Serializable {}

  /** Computes the sum over all shards; as many tasks join it as there are executors. */
  static TimedGradientSum sum(ShardTasks tasks, ShardGradient each) {
    int slices = tasks.threads().length;
    String name = tasks.shards().name();
    TimedGradientSum[] joined = new TimedGradientSum[slices];
    ShuffledRDD<Integer, TimedGradientSum, TimedGradientSum> bySlice =
        SparkJob.named(
            tasks.shards().sparkContext(),
            name,
            () ->
                new ShuffledRDD<>(
                    new SumSlices(tasks, each),
                    new HashPartitioner(slices), // slice i goes to task i: it is its own hash
                    ClassTag.apply(Integer.class),
                    ClassTag.apply(TimedGradientSum.class),
                    ClassTag.apply(TimedGradientSum.class)));
    bySlice.setName(name);
    try {
      SparkJob.<Tuple2<Integer, TimedGradientSum>, Slice>runInOrder(
          bySlice, SumSlices::join, slice -> joined[slice.index()] = slice.sum());
    } finally {
      // What a step leaves on disks goes with the step, not when a collection happens to run.
      bySlice.cleanShuffleDependencies(false);
    }
    return TimedGradientSum.ofSlices(List.of(joined));
  }

  private static Slice join(Iterator<Tuple2<Integer, TimedGradientSum>> parts) {
    TimedGradientSum sum = new TimedGradientSum();
    int index = 0;
    while (parts.hasNext()) {
      Tuple2<Integer, TimedGradientSum> part = parts.next();
      index = part._1();
      sum = sum.plus(part._2());
    }
    return new Slice(index, sum);
  }
}
