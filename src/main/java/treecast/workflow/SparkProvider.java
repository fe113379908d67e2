package treecast.workflow;

import org.apache.spark.SparkContext;

/** Where the Spark context of a run comes from, and in how many tasks its work is done. */
public interface SparkProvider {
  /**
   * Starts Spark, or finds it started, with the master and the settings of whoever did that.
   *
   * @param name of the application, where nobody gave it another one
   */
  CommandSpark start(String name);

  /** The same, where jobs that run at once share the cores fairly. */
  CommandSpark startShared(String name);

  /**
   * Number of tasks of a step.
   *
   * @param shards of the plan, the greatest number of tasks
   */
  int partitions(SparkContext spark, int shards);

  /** Number of tasks that whole trainings are distributed over: by default each is one. */
  int tasks(int trainings);

  /**
   * Refuses what can be refused before Spark starts.
   *
   * @param max the greatest number of partitions
   * @param what there are so many of, for messages
   */
  void validate(int max, String what);
}
