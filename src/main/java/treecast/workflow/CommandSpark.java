package treecast.workflow;

import org.apache.spark.SparkContext;

/**
 * The Spark context of a command. One that the command started ends with it; one that was there
 * before, as in a notebook, is somebody else's, and goes on as it was.
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
