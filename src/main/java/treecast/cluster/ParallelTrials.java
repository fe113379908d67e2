package treecast.cluster;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
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
import treecast.data.Shard;
import treecast.data.Split;
import treecast.training.Outcome;
import treecast.training.Trial;
import treecast.training.TrialListener;

/**
 * Many whole trainings as one Spark stage: each is one task, which runs the plain loop. For
 * trainings that are too small to be worth a job for every step; they give the bits that they would
 * give data-parallel.
 *
 * <p>The rows are broadcast once, as they lie, and every executor holds all of them. Each training
 * deals them to its own shards, without copying any.
 */
public final class ParallelTrials implements AutoCloseable {

  private record Rows(Shard train, Shard test) implements Serializable {}

  private record Task(int place, Trial trial) implements Serializable {}

  private final SparkContext spark;
  private final Broadcast<Rows> rows;

  /** Reads the rows and hands them out. */
  public ParallelTrials(SparkContext spark, DataSet data) {
    this.spark = spark;
    Rows read = new Rows(whole(data, Split.TRAIN), whole(data, Split.TEST));
    this.rows = spark.broadcast(read, ClassTag.apply(Rows.class));
  }

  private static Shard whole(DataSet data, Split split) {
    return data.shards(split, 1).get(0);
  }

  /**
   * Runs the trainings, as many at a time as there are cores and the longest first, so that the
   * cores come to their end together. One whose executor is lost begins anew elsewhere and gives
   * the same bits.
   *
   * @param listener hears of each training as it ends, and of its steps where it runs in this JVM
   * @return what became of each, in the order of the trials
   */
  public List<Outcome> run(List<Trial> trials, TrialListener listener) {
    List<Task> tasks = longestFirst(trials);
    Outcome[] outcomes = new Outcome[trials.size()];
    Broadcast<NearbyListener> nearby =
        spark.broadcast(new NearbyListener(listener), ClassTag.apply(NearbyListener.class));
    try {
      train(
          tasks,
          nearby,
          (place, outcome) -> {
            outcomes[place] = outcome;
            listener.finished(place, outcome);
          });
    } finally {
      nearby.destroy();
    }
    return Arrays.asList(outcomes);
  }

  private List<Task> longestFirst(List<Trial> trials) {
    int testRows = rows.value().test().rows();
    return IntStream.range(0, trials.size())
        .mapToObj(i -> new Task(i, trials.get(i)))
        .sorted(Comparator.comparingDouble(task -> -task.trial().work(testRows)))
        .toList();
  }

  @FunctionalInterface
  private interface Arrival {
    void of(int place, Outcome outcome);
  }

  /** One job of a task for each training. Outcomes arrive in any order, one at a time. */
  private void train(List<Task> tasks, Broadcast<NearbyListener> nearby, Arrival arrived) {
    RDD<Task> each =
        JavaSparkContext.fromSparkContext(spark)
            .parallelize(tasks, Math.max(1, tasks.size()))
            .rdd()
            .setName("trainings");
    Broadcast<Rows> rows = this.rows;
    Function2<TaskContext, scala.collection.Iterator<Task>, Outcome> training =
        (Function2<TaskContext, scala.collection.Iterator<Task>, Outcome> & Serializable)
            (context, mine) -> {
              Task task = mine.next();
              Rows all = rows.value();
              return task.trial().run(all.train(), all.test(), nearby.value().to(task.place()));
            };
    Function2<Object, Outcome, BoxedUnit> handler =
        (partition, outcome) -> {
          arrived.of(tasks.get((int) partition).place(), outcome);
          return BoxedUnit.UNIT;
        };
    spark.runJob(
        each,
        training,
        scala.collection.immutable.Range$.MODULE$.apply(0, tasks.size()),
        handler,
        ClassTag.<Outcome>apply(Outcome.class));
  }

  /** Lets the executors forget the rows. */
  @Override
  public void close() {
    rows.destroy();
  }
}
