package treecast.cluster;

import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;
import treecast.data.DataSet;
import treecast.data.Dealing;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.search.Finished;
import treecast.search.TrialRun;
import treecast.training.LocalTrainer;
import treecast.training.Outcome;
import treecast.training.TrainingPlan;

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
    Broadcast<Rows> rows = this.rows;
    PackedStage.run(spark, "trials", runs, run -> run.run(trainer(rows.value().train())), done);
  }

  private static Function<TrainingPlan, Outcome.Loop> trainer(Shard all) {
    return plan -> {
      Dealing dealing = new Dealing(all.rows(), plan.shards());
      return new LocalTrainer(plan, all.dealt(dealing), List.of(), 1)::run;
    };
  }

  /** Lets the executors forget the rows. */
  @Override
  public void close() {
    rows.destroy();
  }
}
