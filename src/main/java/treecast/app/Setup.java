package treecast.app;

import java.time.Instant;
import org.apache.spark.SparkContext;
import treecast.cluster.DataParallelTrainer;
import treecast.cluster.ShardedData;
import treecast.data.DataSet;
import treecast.training.TrainingPlan;

/**
 * All that a training needs.
 *
 * @param train the training rows, on the executors
 * @param test the test rows, on the executors
 * @param partitions tasks of a step
 * @param began when the command did
 * @param reported whether a report is wanted
 */
record Setup(
    SparkContext spark,
    PlanSettings settings,
    PlanText text,
    DataSet data,
    TrainingPlan plan,
    ShardedData train,
    ShardedData test,
    int partitions,
    Instant began,
    boolean reported) {

  /** The trainer of a plan on these rows. */
  DataParallelTrainer trainer(TrainingPlan any) {
    return new DataParallelTrainer(spark, any, train, test);
  }
}
