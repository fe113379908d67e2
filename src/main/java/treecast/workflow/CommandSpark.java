package treecast.workflow;

import org.apache.spark.SparkContext;
import treecast.cluster.SilentExecutors;
import treecast.cluster.SparkStop;

/**
 * Spark context of a command. A context that the command started ends with it; an existing one, as
 * in a notebook, is used and left running.
 *
 * @param started whether the command started it
 * @param silent tells of executors that are not heard of
 */
public record CommandSpark(SparkContext context, boolean started, SilentExecutors silent)
    implements AutoCloseable {

  /** Spark context of a command, which says on standard error what executors keep it waiting. */
  public static CommandSpark of(SparkContext context, boolean started) {
    return new CommandSpark(
        context,
        started,
        SilentExecutors.watch(context, line -> System.err.println("treecast: " + line)));
  }

  @Override
  public void close() {
    silent.close();
    if (started) {
      SparkStop.stop(context);
    }
  }
}
