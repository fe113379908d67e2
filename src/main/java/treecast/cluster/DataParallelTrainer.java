package treecast.cluster;

import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;
import treecast.linalg.Workspace;
import treecast.nn.GradientSum;
import treecast.nn.Work;
import treecast.training.Evaluation;
import treecast.training.StepTimes;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;

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
   * Advances the state to the plan's last step.
   *
   * @throws treecast.training.Diverged if the loss is no finite number any more
   */
  public void run(TrainingState state, TrainingListener listener) {
    Broadcast<TrainingPlan> shared = spark.broadcast(plan, ClassTag.apply(TrainingPlan.class));
    try {
      while (state.step() < plan.steps()) {
        step(shared, state, listener);
        if (plan.evaluatesAfter(state.step())) {
          listener.evaluated(state.step(), evaluate(state, train), evaluate(state, test));
        }
      }
    } finally {
      shared.destroy();
    }
  }

  private void step(
      Broadcast<TrainingPlan> shared, TrainingState state, TrainingListener listener) {
    int step = state.step();
    long start = System.nanoTime();
    Broadcast<Weights> weights = broadcast(state.weights());
    try {
      long sent = System.nanoTime();
      GradientSum sum =
          train.sum(
              shard ->
                  shared
                      .value()
                      .gradient(
                          weights.value().values(), shard, step, Workspace.ofThisThread().sums()));
      long summed = System.nanoTime();
      Work work = sum.work();
      double loss = state.advance(plan, sum);
      long done = System.nanoTime();
      StepTimes times = new StepTimes(work, sent - start, summed - sent, done - summed);
      listener.stepped(state.step(), plan.rateAt(step), loss, times);
    } finally {
      weights.destroy();
    }
  }

  private Evaluation evaluate(TrainingState state, ShardedData data) {
    TrainingPlan plan = this.plan;
    Broadcast<Weights> weights = broadcast(state.weights());
    double[] statistics = state.statistics();
    try {
      List<Evaluation> parts =
          data.map(
              shard -> Evaluation.of(plan.network(), weights.value().values(), statistics, shard));
      return Evaluation.total(parts);
    } finally {
      weights.destroy();
    }
  }

  private Broadcast<Weights> broadcast(double[] weights) {
    return spark.broadcast(new Weights(weights), ClassTag.apply(Weights.class));
  }
}
