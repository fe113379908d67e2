package treecast.cluster;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import scala.Function2;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;
import scala.reflect.ClassTag;
import scala.runtime.BoxedUnit;
import treecast.data.DataSet;
import treecast.data.Dealing;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.search.Finished;
import treecast.search.TrialRun;
import treecast.training.LocalTrainer;

/**
 * The trials of a sweep, each one task that runs the plain loop; those of a round are one stage.
 * The training rows are broadcast once, and dealt to each plan's own shards. There are no test
 * rows: nothing is chosen by what is not there.
 */
public final class PackedRuns implements AutoCloseable {

  private record Rows(Shard train) implements Serializable {}

  private final SparkContext spark;
  private final Broadcast<Rows> rows;

  /** Reads the training rows and hands them out. */
  public PackedRuns(SparkContext spark, DataSet data) {
    this.spark = spark;
    this.rows =
        spark.broadcast(new Rows(data.shards(Split.TRAIN, 1).get(0)), ClassTag.apply(Rows.class));
  }

  /**
   * Runs trials, as many at a time as there are cores.
   *
   * @param done is told of each as soon as it is there, on this thread
   */
  public void run(List<TrialRun> runs, Consumer<Finished> done) {
    Arrivals<Finished> arrivals = new Arrivals<>();
    SimpleFutureAction<BoxedUnit> job = submit(runs, arrivals);
    try {
      if (arrivals.drain(runs.size(), done, job::isCompleted) < runs.size()) {
        throw failure(job);
      }
    } finally {
      job.cancel();
    }
  }

  private SimpleFutureAction<BoxedUnit> submit(List<TrialRun> runs, Arrivals<Finished> arrivals) {
    RDD<TrialRun> each =
        JavaSparkContext.fromSparkContext(spark)
            .parallelize(runs, runs.size())
            .rdd()
            .setName("trials");
    Broadcast<Rows> rows = this.rows;
    scala.Function1<scala.collection.Iterator<TrialRun>, Finished> task =
        (scala.Function1<scala.collection.Iterator<TrialRun>, Finished> & Serializable)
            mine -> {
              Shard all = rows.value().train();
              return mine.next()
                  .run(
                      plan -> {
                        Dealing dealing = new Dealing(all.rows(), plan.shards());
                        return new LocalTrainer(plan, all.dealt(dealing), List.of(), 1)::run;
                      });
            };
    Function2<Object, Finished, BoxedUnit> handler =
        (partition, finished) -> {
          arrivals.add(finished);
          return BoxedUnit.UNIT;
        };
    return spark.submitJob(
        each,
        task,
        scala.collection.immutable.Range$.MODULE$.apply(0, runs.size()),
        handler,
        () -> BoxedUnit.UNIT);
  }

  private static IllegalStateException failure(SimpleFutureAction<BoxedUnit> job) {
    try {
      Await.ready(job, Duration.Inf());
      return new IllegalStateException("trials are missing", job.value().get().failed().get());
    } catch (InterruptedException | TimeoutException e) {
      return new IllegalStateException("interrupted while trials were running", e);
    }
  }

  /** Lets the executors forget the rows. */
  @Override
  public void close() {
    rows.destroy();
  }
}
