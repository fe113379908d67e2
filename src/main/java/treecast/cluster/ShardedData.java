package treecast.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import scala.Function2;
import scala.reflect.ClassTag;
import scala.runtime.BoxedUnit;
import treecast.data.DataSet;
import treecast.data.Dealing;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.training.ProfiledSum;

/** The rows of a split, dealt to shards and kept on the executors. */
public final class ShardedData implements AutoCloseable {

  /** Work on one shard, which travels to its executor. */
  @FunctionalInterface
  public interface ShardFunction<T> extends Serializable {
    T apply(Shard shard);
  }

  /** What Spark calls the place in a program, short and long, that begins a job. */
  private static final List<String> CALL_SITE = List.of("callSite.short", "callSite.long");

  private final RDD<Shard> shards;
  private final int count;
  private final scala.collection.immutable.Seq<Object> order;
  private final Broadcast<Mailbox> mailbox;

  /**
   * Wraps shards that are somewhere already.
   *
   * @param shards an RDD that gives every shard once
   * @param count number of shards
   */
  public ShardedData(RDD<Shard> shards, int count) {
    this.shards = shards;
    this.count = count;
    this.order =
        scala.jdk.javaapi.CollectionConverters.asScala(order(shards.getNumPartitions())).toSeq();
    this.mailbox = Mailbox.broadcast(shards.sparkContext());
  }

  /**
   * Lets the executors read the shards of a split and keep them.
   *
   * @param count number of shards
   * @param partitions number of tasks that a step has, 1 to {@code count}
   */
  public static ShardedData load(
      SparkContext spark, DataSet data, Split split, int count, int partitions) {
    Dealing dealing = new Dealing(data.rows(split), count);
    ExecutorSource source = ExecutorSource.of(spark, data.source(), split);
    String name = data.source().name() + " (" + split + ")";
    ShardedData sharded =
        read(
            spark,
            name,
            count,
            partitions,
            wanted -> source.here().shards(split, dealing, wanted).iterator());
    sharded.map(Shard::rows);
    return sharded;
  }

  /**
   * Lets the executors read shards and keep them, as soon as a job wants them.
   *
   * @param name what Spark calls them
   * @param count number of shards
   * @param partitions number of tasks that a step has, 1 to {@code count}
   */
  public static ShardedData read(
      SparkContext spark, String name, int count, int partitions, ShardReader reader) {
    return new ShardedData(new ShardRdd(spark, name, count, partitions, reader), count);
  }

  /** No rows at all: what is trained with these as test rows knows nothing of any. */
  public static ShardedData none(SparkContext spark) {
    return new ShardedData(JavaSparkContext.fromSparkContext(spark).<Shard>emptyRDD().rdd(), 0);
  }

  /** Hands weights to the tasks of one step. */
  Handout handOut(double[] weights) {
    return Handout.of(shards.sparkContext(), mailbox, weights);
  }

  /** The sum of what each shard gives, with the same bits wherever the shards are. */
  public ProfiledSum sum(ShardFunction<ProfiledSum> gradient) {
    ProfiledSum[] sum = {new ProfiledSum()};
    Broadcast<Mailbox> mailbox = this.mailbox;
    long job = mailbox.value().open();
    try {
      eachPartition(
          mine -> {
            long start = System.nanoTime();
            ProfiledSum partial = new ProfiledSum();
            while (mine.hasNext()) {
              partial = partial.plus(gradient.apply(mine.next()));
            }
            partial.tookTask(System.nanoTime() - start);
            return mailbox.value().send(job, TaskContext.get().taskAttemptId(), partial);
          },
          parcel -> sum[0] = sum[0].plus(mailbox.value().receive(job, parcel)));
    } finally {
      mailbox.value().close(job);
    }
    return sum[0];
  }

  /** What each shard gives, in the order of the shards. */
  @SuppressWarnings("unchecked")
  public <T> List<T> map(ShardFunction<T> function) {
    T[] results = (T[]) new Object[count];
    eachPartition(
        mine -> {
          List<Object[]> numbered = new ArrayList<>();
          while (mine.hasNext()) {
            Shard shard = mine.next();
            numbered.add(new Object[] {shard.index(), function.apply(shard)});
          }
          return numbered;
        },
        numbered -> numbered.forEach(pair -> results[(int) pair[0]] = (T) pair[1]));
    return Arrays.asList(results);
  }

  /** Lets the executors forget the rows. */
  @Override
  public void close() {
    shards.unpersist(false);
    mailbox.destroy();
  }

  /**
   * The order in which tasks begin: partitions whose sums are joined follow one another, so that
   * few sums wait for others, and those still lie in the cache.
   */
  static List<Object> order(int partitions) {
    return IntStream.range(0, partitions)
        .boxed()
        .sorted((a, b) -> Integer.compareUnsigned(Integer.reverse(a), Integer.reverse(b)))
        .map(Object.class::cast)
        .toList();
  }

  @FunctionalInterface
  private interface PartitionFunction<T> extends Serializable {
    T apply(Iterator<Shard> shards);
  }

  @FunctionalInterface
  private interface Arrival<T> {
    void of(T result);
  }

  /**
   * One job. Results arrive in any order, one at a time. {@code SparkContext.runJob} is called as
   * it is: the Java API would wrap the function and have Spark parse class files anew for every
   * step. Without a name for its place Spark would look through this thread's stack for one.
   */
  private <T> void eachPartition(PartitionFunction<T> work, Arrival<T> arrived) {
    Function2<TaskContext, scala.collection.Iterator<Shard>, T> task =
        (Function2<TaskContext, scala.collection.Iterator<Shard>, T> & Serializable)
            (context, mine) -> work.apply(scala.jdk.javaapi.CollectionConverters.asJava(mine));
    Function2<Object, T, BoxedUnit> handler =
        (partition, result) -> {
          arrived.of(result);
          return BoxedUnit.UNIT;
        };
    SparkContext spark = shards.sparkContext();
    CALL_SITE.forEach(place -> spark.setLocalProperty(place, shards.name()));
    try {
      spark.runJob(shards, task, order, handler, ClassTag.<T>apply(Object.class));
    } finally {
      CALL_SITE.forEach(place -> spark.setLocalProperty(place, null));
    }
  }
}
