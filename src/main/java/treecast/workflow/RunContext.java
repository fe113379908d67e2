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
 * The context of a run: what is trained, on which rows, and where.
 *
 * @param engine where the rows are
 * @param partitions tasks of a step
 * @param began when the command did
 * @param reported whether a report is wanted
 */
public record RunContext(
    SparkContext spark,
    PlanSettings settings,
    PlanText text,
    DataSet data,
    TrainingPlan plan,
    Engine engine,
    int partitions,
    Instant began,
    boolean reported) {

  /** The model that a training's weights make, with the encoding of the rows it has seen. */
  Model model(Trained trained) {
    return new Model(
        settings.network().architecture(data),
        trained.weights(),
        trained.statistics(),
        data.encoding());
  }

  /** The same with the rows of another engine. */
  RunContext on(Engine other) {
    return new RunContext(spark, settings, text, data, plan, other, partitions, began, reported);
  }
}
