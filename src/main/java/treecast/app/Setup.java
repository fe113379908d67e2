package treecast.app;

import java.time.Instant;
import org.apache.spark.SparkContext;
import treecast.data.DataSet;
import treecast.training.Engine;
import treecast.training.TrainingPlan;

/**
 * All that a training needs.
 *
 * @param engine where the rows are
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
    Engine engine,
    int partitions,
    Instant began,
    boolean reported) {}
