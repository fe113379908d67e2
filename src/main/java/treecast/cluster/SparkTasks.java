package treecast.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import treecast.data.DataException;
import treecast.data.TaskRunner;

/**
 * Runner of tasks that read rows, on executors: a job with one Spark task for each input. The files
 * have to be ones that every machine reads.
 */
public record SparkTasks(SparkContext spark) implements TaskRunner {

  /**
   * Result of a task. Rows that cannot be used are no failure of the task, which Spark would
   * repeat.
   *
   * @param value result; null if there is none
   * @param failure message of the error; empty if there is none
   */
  private record Outcome(Serializable value, String failure) implements Serializable {}

  @Override
  @SuppressWarnings("unchecked")
  public <A extends Serializable, B extends Serializable> List<B> map(
      List<A> inputs, Task<A, B> task) {
    if (inputs.isEmpty()) {
      return List.of();
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark);
    Broadcast<Task<A, B>> shared = SparkBroadcasts.variable(spark, task);
    try {
      List<Outcome> outcomes =
          context
              .parallelize(inputs, inputs.size())
              .map(input -> outcome(shared.value(), input))
              .collect();
      for (Outcome outcome : outcomes) {
        if (!outcome.failure().isEmpty()) {
          throw new DataException(outcome.failure());
        }
      }
      return outcomes.stream().map(outcome -> (B) outcome.value()).toList();
    } finally {
      SparkBroadcasts.destroy(spark, shared);
    }
  }

  private static <A extends Serializable, B extends Serializable> Outcome outcome(
      Task<A, B> task, A input) {
    try {
      return new Outcome(task.apply(input), "");
    } catch (DataException e) {
      if (e.getCause() instanceof IOException) {
        // A file system that fails may not fail again.
        throw e;
      }
      return new Outcome(null, String.valueOf(e.getMessage()));
    }
  }
}
