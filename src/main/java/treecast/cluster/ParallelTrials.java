package treecast.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
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
 * Many whole trainings as one Spark stage, whose tasks run the plain loop. For trainings that are
 * too small to be worth a job for every step; they give the bits that they would give
 * data-parallel.
 *
 * <p>The rows are broadcast once, as they lie, and every executor holds all of them. Each training
 * deals them to its own shards, without copying any.
 */
public final class ParallelTrials implements AutoCloseable {

  private record Rows(Shard train, Shard test) implements Serializable {}

  private record Placed(int place, Trial trial) implements Serializable {}

  private record Task(List<Placed> trials) implements Serializable {}

  private record Ended(int place, Outcome outcome, long nanos) implements Serializable {}

  private record Done(List<Ended> trials) implements Serializable {}

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

  /** Runs the trainings, each as a task of its own. */
  public List<Outcome> run(List<Trial> trials, TrialListener listener) {
    return run(trials, trials.size(), listener);
  }

  /**
   * Runs the trainings, as many at a time as there are cores and the longest first, so that the
   * cores come to their end together. One whose executor is lost begins anew elsewhere and gives
   * the same bits.
   *
   * @param tasks number of tasks that they are dealt to, at most one for each
   * @param listener hears of trainings as their task ends, and of steps where they run in this JVM
   * @return what became of each, in the order of the trials
   */
  public List<Outcome> run(List<Trial> trials, int tasks, TrialListener listener) {
    Outcome[] outcomes = new Outcome[trials.size()];
    Broadcast<NearbyListener> nearby =
        spark.broadcast(new NearbyListener(listener), ClassTag.apply(NearbyListener.class));
    try {
      train(
          dealt(trials, tasks),
          nearby,
          ended -> {
            outcomes[ended.place()] = ended.outcome();
            listener.finished(ended.place(), ended.outcome(), ended.nanos() / 1e9);
          });
    } finally {
      nearby.destroy();
    }
    return Arrays.asList(outcomes);
  }

  private List<Task> dealt(List<Trial> trials, int tasks) {
    int testRows = rows.value().test().rows();
    List<Placed> longestFirst =
        IntStream.range(0, trials.size())
            .mapToObj(i -> new Placed(i, trials.get(i)))
            .sorted(Comparator.comparingDouble(placed -> -placed.trial().work(testRows)))
            .toList();
    List<Task> dealt = new ArrayList<>();
    for (int i = 0; i < longestFirst.size(); i++) {
      if (i < tasks) {
        dealt.add(new Task(new ArrayList<>()));
      }
      dealt.get(i % tasks).trials().add(longestFirst.get(i));
    }
    return dealt;
  }

  private static Done run(Task task, Rows rows, NearbyListener listener) {
    List<Ended> ended = new ArrayList<>();
    for (Placed each : task.trials()) {
      long start = System.nanoTime();
      Outcome outcome = each.trial().run(rows.train(), rows.test(), listener.to(each.place()));
      ended.add(new Ended(each.place(), outcome, System.nanoTime() - start));
    }
    return new Done(ended);
  }

  /** One job. Tasks end in any order, and are heard of one at a time. */
  private void train(List<Task> tasks, Broadcast<NearbyListener> nearby, Consumer<Ended> arrived) {
    RDD<Task> each =
        JavaSparkContext.fromSparkContext(spark)
            .parallelize(tasks, Math.max(1, tasks.size()))
            .rdd()
            .setName("trainings");
    Broadcast<Rows> rows = this.rows;
    Function2<TaskContext, scala.collection.Iterator<Task>, Done> task =
        (Function2<TaskContext, scala.collection.Iterator<Task>, Done> & Serializable)
            (context, mine) -> run(mine.next(), rows.value(), nearby.value());
    Function2<Object, Done, BoxedUnit> handler =
        (partition, done) -> {
          done.trials().forEach(arrived);
          return BoxedUnit.UNIT;
        };
    spark.runJob(
        each,
        task,
        scala.collection.immutable.Range$.MODULE$.apply(0, tasks.size()),
        handler,
        ClassTag.<Done>apply(Done.class));
  }

  /** Lets the executors forget the rows. */
  @Override
  public void close() {
    rows.destroy();
  }
}
