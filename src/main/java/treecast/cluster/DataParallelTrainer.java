package treecast.cluster;

import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;
import treecast.linalg.ArrayPool;
import treecast.training.Evaluations;
import treecast.training.ProfiledSum;
import treecast.training.Sample;
import treecast.training.StepTimes;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;
import treecast.training.Work;

/**
 * The algorithm: data-parallel minibatch gradient descent.
 *
 * <p>For every step the driver broadcasts the weights, the executors compute the gradients of their
 * shards, the gradients are summed along one canonical tree, and the driver lets the optimizer take
 * the step. Executors keep nothing but the rows, so losing one costs a recomputation and never a
 * bit: every number below is a pure function of the plan and the rows.
 *
 * @param spark where it runs
 * @param plan all that decides the training
 * @param train the training rows, dealt to the plan's shards
 * @param test the test rows
 */
public record DataParallelTrainer(
    SparkContext spark, TrainingPlan plan, ShardedData train, ShardedData test) {

  /**
   * Advances the state until the training is over.
   *
   * @return how it does in the end, on all rows that the plan looks at then
   * @throws treecast.training.Diverged if the loss is no finite number any more
   */
  public Evaluations run(TrainingState state, TrainingListener listener) {
    Broadcast<TrainingPlan> shared = spark.broadcast(plan, ClassTag.apply(TrainingPlan.class));
    try {
      while (state.goesOn(plan)) {
        step(shared, state, listener);
        if (plan.evaluatesAfter(state.step())) {
          Evaluations found = evaluate(state, plan.supervision().sample());
          listener.evaluated(state.step(), found);
          state.evaluated(plan, found);
        }
      }
      return state
          .evaluations()
          .orElseGet(() -> evaluate(state, plan.supervision().sample().atTheEnd()));
    } finally {
      shared.destroy();
    }
  }

  private void step(
      Broadcast<TrainingPlan> shared, TrainingState state, TrainingListener listener) {
    int step = state.step();
    long start = System.nanoTime();
    try (Handout weights = train.handOut(state.weights())) {
      long sent = System.nanoTime();
      ProfiledSum sum =
          train.sum(
              shard -> shared.value().gradient(weights.values(), shard, step, ArrayPool.shared()));
      long summed = System.nanoTime();
      Work work = sum.work();
      double loss = state.advance(plan, sum.sum());
      sum.recycle();
      long done = System.nanoTime();
      StepTimes times = new StepTimes(work, sent - start, summed - sent, done - summed);
      listener.stepped(state.step(), plan.rateAt(step), loss, times);
    }
  }

  private Evaluations evaluate(TrainingState state, Sample sample) {
    return ClusterEvaluation.of(spark, state.scorer(plan), plan.supervision(), sample, train, test);
  }
}
