package treecast.cluster;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import treecast.training.Engine;
import treecast.training.Outcome;
import treecast.training.TrainingListener;
import treecast.training.TrainingState;
import treecast.training.Trial;
import treecast.training.TrialListener;
import treecast.training.TrialRunner;

/**
 * Distributed trials: runs several data-parallel trainings at once, each on a thread and in a
 * scheduler pool of its own, among which Spark shares the cores fairly. For trainings that are too
 * large for one task; see {@link PackedTrials} for the others.
 */
public final class DistributedTrials implements TrialRunner {
  private static final int END_SECONDS = 30;

  private final SparkContext spark;
  private final Engine engine;
  private final int concurrent;

  /**
   * Runner on the rows of an engine.
   *
   * @param engine holds all rows, assigned to the plans' number of shards; closed by the caller
   * @param concurrent number of trainings that run at once, 1 or more
   */
  public DistributedTrials(SparkContext spark, Engine engine, int concurrent) {
    this.spark = spark;
    this.engine = engine;
    this.concurrent = concurrent;
  }

  private record PlacedOutcome(int index, Outcome outcome, long nanos) {}

  /** Ends the training of a run that is over; where its steps are no jobs, nothing else does. */
  private record UntilOver(AtomicBoolean over) implements TrainingListener {
    @Override
    public void completed(TrainingState state) {
      if (over.get()) {
        throw new IllegalStateException("the run of this training is over");
      }
    }
  }

  @Override
  public void run(List<Trial> trials, TrialListener listener) {
    ResultQueue<PlacedOutcome> results = new ResultQueue<>();
    AtomicInteger next = new AtomicInteger();
    UntilOver untilOver = new UntilOver(new AtomicBoolean());
    // Cancels only the jobs of these trainings: the Spark context may run other jobs.
    String tag = "treecast-trials-" + UUID.randomUUID();
    ExecutorService threads = Executors.newFixedThreadPool(concurrent);
    for (int i = 0; i < concurrent; i++) {
      int slot = i;
      threads.execute(() -> work(slot, tag, trials, next, listener, untilOver, results));
    }
    boolean complete = false;
    try {
      results.drain(
          trials.size(),
          ended -> listener.finished(ended.index(), ended.outcome(), ended.nanos() / 1e9),
          () -> {});
      complete = true;
    } finally {
      next.set(trials.size());
      threads.shutdown();
      if (!complete) {
        untilOver.over().set(true);
        spark.cancelJobsWithTag(tag);
        awaitEnd(threads);
      }
    }
  }

  private void work(
      int slot,
      String tag,
      List<Trial> trials,
      AtomicInteger next,
      TrialListener listener,
      UntilOver untilOver,
      ResultQueue<PlacedOutcome> results) {
    try {
      spark.setLocalProperty("spark.scheduler.pool", "trial-" + slot);
      spark.addJobTag(tag);
      for (int i = next.getAndIncrement(); i < trials.size(); i = next.getAndIncrement()) {
        long start = System.nanoTime();
        TrainingListener told = TrainingListener.all(listener.of(i), untilOver);
        Outcome outcome = trials.get(i).run(engine, told);
        if (spark.isStopped()) {
          throw new IllegalStateException("Spark stopped while trainings were running");
        }
        results.add(new PlacedOutcome(i, outcome, System.nanoTime() - start));
      }
    } catch (RuntimeException | Error e) {
      results.fail(e);
    }
  }

  /**
   * Waits until all trainings have ended, because the rows must not be released earlier. Cancelled
   * jobs and steps end soon.
   */
  private static void awaitEnd(ExecutorService threads) {
    try {
      threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    // The engine is closed by the caller.
  }
}
