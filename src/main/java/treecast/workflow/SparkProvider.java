package treecast.workflow;

import org.apache.spark.SparkContext;
import treecast.data.TaskRunner;

/** Provider of the Spark context of a run, and of the numbers of partitions and tasks. */
public interface SparkProvider {
  /**
   * Starts Spark, or uses a Spark context that exists.
   *
   * @param name default name of the application
   */
  CommandSpark start(String name);

  /** Whether Spark's tasks run in this JVM: with a local master. */
  boolean runsHere();

  /**
   * Runner of the tasks that examine rows: the executors of a cluster, for which Spark is started
   * as soon as there is a task, or threads of this JVM if Spark runs in it.
   *
   * @param name default name of the application
   */
  TaskRunner rowTasks(String name);

  /** Starts Spark with fair scheduling, so that concurrent jobs share the cores. */
  CommandSpark startShared(String name);

  /**
   * Number of partitions in which rows are read and cached. Where Spark runs in this JVM a thread
   * computes one at a time; on a cluster a step has a task for each executor.
   *
   * @param shards number of shards of the plan, the maximum number of partitions
   */
  int partitions(SparkContext spark, int shards);

  /** Number of tasks that whole trainings are distributed over: by default each is one. */
  int tasks(int trainings);

  /**
   * Checks options before Spark starts.
   *
   * @param max maximum number of partitions
   * @param what what this number counts, for messages
   */
  void validate(int max, String what);
}
