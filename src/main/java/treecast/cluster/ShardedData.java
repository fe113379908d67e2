package treecast.cluster;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import treecast.cluster.Executors.Executor;
import treecast.data.DataSet;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.data.Split;

/** Sharded rows of a split, cached on the executors. */
public final class ShardedData implements AutoCloseable {

  private final RDD<Shard> shards;
  private final int count;
  private final ShardTasks eachPartition;
  private final ShardsInMemory inMemory;
  private ExecutorShards byExecutor;
  private List<Executor> executors = List.of();

  /**
   * Wraps an existing RDD of shards.
   *
   * @param shards an RDD that gives every shard once
   * @param count number of shards
   */
  public ShardedData(RDD<Shard> shards, int count) {
    this.shards = shards;
    this.count = count;
    int[] threads = new int[shards.getNumPartitions()];
    Arrays.fill(threads, 1);
    List<Integer> order = order(threads.length);
    this.eachPartition = new ShardTasks(shards, order, threads);
    this.inMemory = ShardsInMemory.of(shards, order);
  }

  /**
   * Reads the shards of a split on the executors, which cache them; no shards if it has no rows.
   *
   * @param count number of shards
   * @param partitions number of partitions, each of which a task reads, 1 to {@code count}
   */
  public static ShardedData load(
      SparkContext spark, DataSet data, Split split, int count, int partitions) {
    return load(spark, data, split, ReadAhead.none(), count, partitions);
  }

  /** The same, with rows that may have been read in this JVM already. */
  static ShardedData load(
      SparkContext spark, DataSet data, Split split, ReadAhead ahead, int count, int partitions) {
    if (data.rows(split) == 0) {
      return none(spark);
    }
    ShardAssignment assignment = new ShardAssignment(data.rows(split), count);
    ExecutorSource source = ExecutorSource.of(spark, data.source(), split);
    String name = data.source().name() + " (" + split + ")";
    if (!RowRoom.isFor(spark, data, split)) {
      ShardReader reader = ShardReader.onDisk(source, split, assignment, data.features());
      return read(spark, name, count, partitions, reader).cached();
    }
    ShardReader reader = ShardReader.of(source, split, assignment);
    ShardRdd shards = new ShardRdd(spark, name, count, partitions, reader);
    Optional<List<Shard>> here = ahead.take(split);
    here.ifPresent(shards::keep);
    ShardedData rows = new ShardedData(shards, count);
    return here.isPresent() ? rows : rows.cached();
  }

  /** These shards, which a job has brought into the executors' caches. */
  ShardedData cached() {
    SparkJob.<Shard, Integer>run(
        shards, eachPartition.order(), ShardedData::count, rowsOfPartition -> {});
    return this;
  }

  /**
   * Reads shards on the executors, which cache them, when the first job needs them.
   *
   * @param name name of the RDD in Spark's user interface
   * @param count number of shards
   * @param partitions number of partitions, each of which a task reads, 1 to {@code count}
   */
  public static ShardedData read(
      SparkContext spark, String name, int count, int partitions, ShardReader reader) {
    return new ShardedData(new ShardRdd(spark, name, count, partitions, reader), count);
  }

  /** No rows: used in the place of test rows if a training is not evaluated on any. */
  public static ShardedData none(SparkContext spark) {
    return new ShardedData(JavaSparkContext.fromSparkContext(spark).<Shard>emptyRDD().rdd(), 0);
  }

  private static int count(Iterator<Shard> shards) {
    int rows = 0;
    while (shards.hasNext()) {
      rows += shards.next().rows();
    }
    return rows;
  }

  /** Number of shards. */
  int count() {
    return count;
  }

  /**
   * Tasks of a job over the shards: one for each partition where all run in this JVM, and on a
   * cluster one for each executor. They stay as they are until executors come or go; what one has
   * lost is read by another.
   */
  synchronized ShardTasks tasks() {
    if (count == 0 || shards.sparkContext().isLocal()) {
      return eachPartition;
    }
    return ShardTasks.of(byExecutor());
  }

  /**
   * The shards of each partition, on which threads of this JVM can compute without a job: if Spark
   * runs in this JVM, and all of them are in its memory now.
   */
  Optional<List<List<Shard>>> inThisJvm() {
    return inMemory.partitions();
  }

  private ExecutorShards byExecutor() {
    SparkContext spark = shards.sparkContext();
    List<Executor> now = Executors.of(spark);
    if (byExecutor == null || !executors.equals(now)) {
      List<ExecutorGroup> groups = CachedPartitions.groups(now, shards);
      byExecutor = SparkJob.named(spark, shards.name(), () -> new ExecutorShards(shards, groups));
      executors = now;
    }
    return byExecutor;
  }

  /** Releases the rows on the executors; within this JVM that is awaited, as a broadcast's is. */
  @Override
  public void close() {
    shards.unpersist(SparkBroadcasts.awaits(shards.sparkContext()));
  }

  /**
   * Order in which tasks begin: partitions whose sums are added follow one another, so that few
   * sums wait for others, and these are still in the cache.
   */
  static List<Integer> order(int partitions) {
    return IntStream.range(0, partitions)
        .boxed()
        .sorted((a, b) -> Integer.compareUnsigned(Integer.reverse(a), Integer.reverse(b)))
        .toList();
  }
}
