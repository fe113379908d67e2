package treecast.workflow;

import org.apache.spark.SparkContext;

/**
 * Spark context of a command. A context that the command started ends with it; an existing one, as
 * in a notebook, is used and left running.
 *
 * @param started whether the command started it
 */
public record CommandSpark(SparkContext context, boolean started) implements AutoCloseable {
  @Override
  public void close() {
    if (started) {
      context.stop();
    }
  }
}
