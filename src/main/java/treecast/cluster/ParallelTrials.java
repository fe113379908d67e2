package treecast.cluster;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;
import treecast.data.DataSet;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.training.LocalTrainer;
import treecast.training.Outcome;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;

/**
 * Many whole trainings as one Spark stage: each is one task, which runs the plain loop. For
 * trainings that are too small to be worth a job for every step; they give the bits that they would
 * give data-parallel.
 *
 * <p>The rows are broadcast once, and every executor holds all of them.
 */
public final class ParallelTrials implements AutoCloseable {

  private record Rows(List<Shard> train, List<Shard> test) implements Serializable {}

  private final SparkContext spark;
  private final int shards;
  private final Broadcast<Rows> rows;

  /**
   * Reads the rows and hands them out.
   *
   * @param shards the number that all plans have
   */
  public ParallelTrials(SparkContext spark, DataSet data, int shards) {
    this.spark = spark;
    this.shards = shards;
    this.rows =
        spark.broadcast(
            new Rows(data.shards(Split.TRAIN, shards), data.shards(Split.TEST, shards)),
            ClassTag.apply(Rows.class));
  }

  /**
   * Runs the trainings, as many at a time as there are cores.
   *
   * @param plans one or more
   * @return what became of each, in the order of the plans
   */
  public List<Outcome> run(List<TrainingPlan> plans) {
    for (TrainingPlan plan : plans) {
      if (plan.shards() != shards) {
        throw new IllegalArgumentException(
            "expected plans of %d shards, found one of %d".formatted(shards, plan.shards()));
      }
    }
    Broadcast<Rows> rows = this.rows;
    return JavaSparkContext.fromSparkContext(spark)
        .parallelize(plans, plans.size())
        .map(plan -> train(plan, rows.value()))
        .collect();
  }

  private static Outcome train(TrainingPlan plan, Rows rows) {
    LocalTrainer trainer = new LocalTrainer(plan, rows.train(), rows.test(), 1);
    return Outcome.of(plan, TrainingListener.NONE, trainer::run);
  }

  /** Lets the executors forget the rows. */
  @Override
  public void close() {
    rows.destroy();
  }
}
