package treecast.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
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
 * Packed trials: runs each training in one Spark task, and all of them in one stage. For trainings
 * that are too small for a Spark job in every step; see {@link DistributedTrials} for the others.
 *
 * <p>The rows are broadcast once, and every executor holds all of them. Each training assigns them
 * to its own shards without copying.
 */
public final class PackedTrials implements TrialRunner {

  /** Rows of both splits; the test rows are null if there is no evaluation on them. */
  private record Rows(Shard train, Shard test) implements Serializable {}

  private record Placed(int index, Trial trial) implements Serializable {}

  private record Task(List<Placed> trials) implements Serializable {}

  private record Done(List<PlacedOutcome> trials) implements Serializable {}

  private record PlacedOutcome(int index, Outcome outcome, long nanos) implements Serializable {}

  private final SparkContext spark;
  private final int testRows;
  private final int maxTasks;
  private final Broadcast<Rows> rows;

  private PackedTrials(SparkContext spark, Rows rows, int testRows, int maxTasks) {
    this.spark = spark;
    this.testRows = testRows;
    this.maxTasks = maxTasks;
    this.rows = SparkBroadcasts.variable(spark, rows);
  }

  /** Reads all rows and broadcasts them; each training is one task. */
  public static PackedTrials of(SparkContext spark, DataSet data) {
    return inTasks(spark, data, Integer.MAX_VALUE);
  }

  /**
   * Reads all rows and broadcasts them.
   *
   * @param maxTasks maximum number of tasks, over which the trainings are distributed
   */
  public static PackedTrials inTasks(SparkContext spark, DataSet data, int maxTasks) {
    Rows rows = new Rows(whole(data, Split.TRAIN), whole(data, Split.TEST));
    return new PackedTrials(spark, rows, data.testRows(), maxTasks);
  }

  /** Reads the training rows and broadcasts them, without test rows. */
  public static PackedTrials withoutTest(SparkContext spark, DataSet data) {
    Rows rows = new Rows(whole(data, Split.TRAIN), null);
    return new PackedTrials(spark, rows, 0, Integer.MAX_VALUE);
  }

  private static Shard whole(DataSet data, Split split) {
    return data.rows(split) == 0 ? null : data.shards(split, 1).get(0);
  }

  @Override
  public void run(List<Trial> trials, TrialListener listener) {
    if (trials.isEmpty()) {
      return;
    }
    // With local[N], Spark makes only one attempt at a task, whatever spark.task.maxFailures is.
    int attempts = spark.isLocal() ? 1 : spark.conf().getInt("spark.task.maxFailures", 4);
    Broadcast<Rows> rows = this.rows;
    Broadcast<LocalTrialListener> local =
        SparkBroadcasts.variable(spark, new LocalTrialListener(listener));
    try {
      RDD<Task> stage = stage(trials);
      SparkJob.<Task, Done>runInOrder(
          stage,
          task -> run(task.next(), rows.value(), local.value(), attempts),
          done ->
              done.trials()
                  .forEach(
                      ended ->
                          listener.finished(ended.index(), ended.outcome(), ended.nanos() / 1e9)));
    } finally {
      SparkBroadcasts.destroy(spark, local);
    }
  }

  /** RDD with a partition for each task; the longest trainings are assigned first. */
  private RDD<Task> stage(List<Trial> trials) {
    List<Placed> longestFirst =
        IntStream.range(0, trials.size())
            .mapToObj(i -> new Placed(i, trials.get(i)))
            .sorted(Comparator.comparingDouble(placed -> -placed.trial().cost(testRows)))
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

  private static Done run(Task task, Rows rows, LocalTrialListener local, int attempts) {
    List<PlacedOutcome> ended = new ArrayList<>();
    for (Placed placed : task.trials()) {
      long start = System.nanoTime();
      Outcome outcome = run(placed.trial(), rows, local.to(placed.index()), attempts);
      ended.add(new PlacedOutcome(placed.index(), outcome, System.nanoTime() - start));
    }
    return new Done(ended);
  }

  /**
   * Ends the training of a task that Spark has killed, so that its core is free again. A context
   * that stops in a JVM that goes on kills no task of that JVM.
   */
  private static final class UntilKilled implements TrainingListener {
    private final TaskContext task = TaskContext.get();
    private final SparkEnv spark = SparkEnv.get();

    @Override
    public void completed(TrainingState state) {
      if (task.isInterrupted() || spark.isStopped()) {
        throw new TaskKilledException("Spark has killed the task of this training");
      }
    }
  }

  /**
   * Runs a training. If it fails, Spark repeats the task on another executor until the attempts are
   * used up; only then the outcome is a failure.
   */
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

  /** Releases the rows on the executors. */
  @Override
  public void close() {
    SparkBroadcasts.destroy(spark, rows);
  }
}
