package treecast.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import scala.collection.immutable.Range$;
import scala.reflect.ClassTag;
import treecast.data.DataSet;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.training.Engine;
import treecast.training.LocalEngine;
import treecast.training.Outcome;
import treecast.training.TrainingListener;
import treecast.training.TrainingState;
import treecast.training.Trial;
import treecast.training.TrialListener;
import treecast.training.TrialRunner;
import treecast.training.TrialStatus;

/**
 * The runner that packs each training into one Spark task; all of them are one stage. For trainings
 * that are too small to be worth a job for every step.
 *
 * <p>The rows are broadcast once, as they lie, and every executor holds all of them. Each training
 * deals them to its own shards, without copying any.
 */
public final class PackedTrials implements TrialRunner {

  /** Whole splits; no test rows where nothing is to be chosen by them. */
  private record Rows(Shard train, Shard test) implements Serializable {}

  private record Placed(int place, Trial trial) implements Serializable {}

  private record Task(List<Placed> trials) implements Serializable {}

  private record Done(List<PlacedOutcome> trials) implements Serializable {}

  private record PlacedOutcome(int place, Outcome outcome, long nanos) implements Serializable {}

  private final SparkContext spark;
  private final int testRows;
  private final int maxTasks;
  private final Broadcast<Rows> rows;

  private PackedTrials(SparkContext spark, Rows rows, int testRows, int maxTasks) {
    this.spark = spark;
    this.testRows = testRows;
    this.maxTasks = maxTasks;
    this.rows = spark.broadcast(rows, ClassTag.apply(Rows.class));
  }

  /** Reads all rows and broadcasts them; each training is a task. */
  public static PackedTrials of(SparkContext spark, DataSet data) {
    return inTasks(spark, data, Integer.MAX_VALUE);
  }

  /**
   * Reads all rows and broadcasts them.
   *
   * @param maxTasks tasks that the trainings are dealt to, at most one for each
   */
  public static PackedTrials inTasks(SparkContext spark, DataSet data, int maxTasks) {
    Rows rows = new Rows(whole(data, Split.TRAIN), whole(data, Split.TEST));
    return new PackedTrials(spark, rows, data.testRows(), maxTasks);
  }

  /** Reads the training rows and broadcasts them: there are no test rows to look at. */
  public static PackedTrials withoutTest(SparkContext spark, DataSet data) {
    Rows rows = new Rows(whole(data, Split.TRAIN), null);
    return new PackedTrials(spark, rows, 0, Integer.MAX_VALUE);
  }

  private static Shard whole(DataSet data, Split split) {
    return data.shards(split, 1).get(0);
  }

  @Override
  public void run(List<Trial> trials, TrialListener listener) {
    if (trials.isEmpty()) {
      return;
    }
    // Under local[N] Spark makes one attempt at a task whatever is configured.
    int attempts = spark.isLocal() ? 1 : spark.conf().getInt("spark.task.maxFailures", 4);
    Broadcast<Rows> rows = this.rows;
    Broadcast<NearbyListener> nearby =
        spark.broadcast(new NearbyListener(listener), ClassTag.apply(NearbyListener.class));
    try {
      RDD<Task> stage = stage(trials);
      SparkJob.<Task, Done>run(
          stage,
          Range$.MODULE$.apply(0, stage.getNumPartitions()).toIndexedSeq(),
          task -> run(task.next(), rows.value(), nearby.value(), attempts),
          done ->
              done.trials()
                  .forEach(
                      ended ->
                          listener.finished(ended.place(), ended.outcome(), ended.nanos() / 1e9)));
    } finally {
      nearby.destroy();
    }
  }

  /** A partition for each task; the longest trainings are dealt first. */
  private RDD<Task> stage(List<Trial> trials) {
    List<Placed> longestFirst =
        IntStream.range(0, trials.size())
            .mapToObj(i -> new Placed(i, trials.get(i)))
            .sorted(Comparator.comparingDouble(placed -> -placed.trial().work(testRows)))
            .toList();
    int count = Math.min(maxTasks, trials.size());
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < longestFirst.size(); i++) {
      if (i < count) {
        tasks.add(new Task(new ArrayList<>()));
      }
      tasks.get(i % count).trials().add(longestFirst.get(i));
    }
    return JavaSparkContext.fromSparkContext(spark)
        .parallelize(tasks, count)
        .rdd()
        .setName("trainings");
  }

  private static Done run(Task task, Rows rows, NearbyListener nearby, int attempts) {
    List<PlacedOutcome> ended = new ArrayList<>();
    for (Placed placed : task.trials()) {
      long start = System.nanoTime();
      Outcome outcome = run(placed.trial(), rows, nearby.to(placed.place()), attempts);
      ended.add(new PlacedOutcome(placed.place(), outcome, System.nanoTime() - start));
    }
    return new Done(ended);
  }

  /**
   * Ends the training of a task that Spark has killed: nobody asks for it, and its core is free.
   */
  private static final class UntilKilled implements TrainingListener {
    private final TaskContext task = TaskContext.get();

    @Override
    public void completed(TrainingState state) {
      if (task.isInterrupted()) {
        throw new TaskKilledException("the training is not wanted any more");
      }
    }
  }

  /** A training that fails on this executor is tried again elsewhere before it counts as failed. */
  private static Outcome run(Trial trial, Rows rows, TrainingListener listener, int attempts) {
    int shards = trial.plan().batches().shards();
    try (Engine engine = LocalEngine.over(rows.train(), trial.trainRows(), rows.test(), shards)) {
      Outcome outcome = trial.run(engine, TrainingListener.all(listener, new UntilKilled()));
      if (outcome.status() == TrialStatus.FAILED
          && TaskContext.get().attemptNumber() + 1 < attempts) {
        return outcome.orElseThrow();
      }
      return outcome instanceof Outcome.Failed failed ? failed.bare() : outcome;
    }
  }

  /** Lets the executors forget the rows. */
  @Override
  public void close() {
    rows.destroy();
  }
}
