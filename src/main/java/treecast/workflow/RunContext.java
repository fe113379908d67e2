package treecast.workflow;

import java.time.Instant;
import org.apache.spark.SparkContext;
import treecast.config.PlanSettings;
import treecast.data.DataSet;
import treecast.model.Model;
import treecast.training.Engine;
import treecast.training.Outcome.Trained;
import treecast.training.TrainingPlan;

/**
 * Context of a run: its plan, its data set, its engine and Spark.
 *
 * @param engine holds the rows
 * @param partitions number of partitions in which the rows are cached
 * @param began start time of the command
 * @param reported whether a report is written
 */
public record RunContext(
    SparkContext spark,
    PlanSettings settings,
    InitialWeights initial,
    PlanText text,
    DataSet data,
    TrainingPlan plan,
    Engine engine,
    int partitions,
    Instant began,
    boolean reported) {

  /** Model with a training's weights and the encoding of the data set. */
  Model model(Trained trained) {
    return new Model(
        settings.network().architecture(data),
        trained.weights(),
        trained.statistics(),
        data.encoding(),
        plan.network().precision());
  }

  /** Copy with another engine. */
  RunContext on(Engine other) {
    return new RunContext(
        spark, settings, initial, text, data, plan, other, partitions, began, reported);
  }
}
