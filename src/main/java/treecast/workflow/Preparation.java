package treecast.workflow;

import treecast.cluster.ReadAhead;
import treecast.data.DataSet;
import treecast.training.JitWarmUp;
import treecast.training.TrainingPlan;

/**
 * Preparation of a training in the background, while Spark starts: the JIT compiler is warmed up,
 * and rows that this JVM will hold are read.
 */
record Preparation(JitWarmUp warmUp, ReadAhead rows) implements AutoCloseable {

  /**
   * Begins to prepare a training.
   *
   * @param here whether Spark's tasks run in this JVM
   */
  static Preparation begin(TrainingPlan plan, DataSet data, boolean here) {
    JitWarmUp warmUp = JitWarmUp.start(plan);
    int shards = plan.batches().shards();
    return new Preparation(warmUp, here ? ReadAhead.begin(data, shards) : ReadAhead.none());
  }

  @Override
  public void close() {
    warmUp.end();
    rows.close();
  }
}
