package treecast.bench;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import treecast.data.DataSet;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.linalg.ArrayPool;
import treecast.training.Evaluation;
import treecast.training.Evaluations;
import treecast.training.ProfiledSum;
import treecast.training.Sample;
import treecast.training.Scorer;
import treecast.training.StepTimes;
import treecast.training.Subset;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;

/**
 * Training as one writes it on Spark's Java API, with Treecast's arithmetic: each step broadcasts
 * the weights and sums the shards' gradients by {@code treeReduce}, each evaluation is a job too.
 * The rows are cached. It gives the bits that Treecast gives.
 */
final class JobPerStep {
  private final JavaSparkContext spark;
  private final JavaRDD<Shard> train;

  /** Has Spark read the training rows. */
  JobPerStep(JavaSparkContext spark, DataSet data, int shards) {
    this.spark = spark;
    List<Integer> indices = IntStream.range(0, shards).boxed().toList();
    train =
        spark
            .parallelize(indices, shards)
            .map(index -> data.shards(Split.TRAIN, shards).get(index))
            .cache();
    train.count();
  }

  /** The loop of a plan whose evaluations look at no test rows. */
  Evaluations run(TrainingPlan plan, TrainingState state, TrainingListener listener) {
    Sample sample = plan.supervision().sample();
    while (state.goesOn(plan)) {
      int step = state.step();
      ProfiledSum sum = gradient(plan, state.weights(), step);
      double loss = state.advance(plan, sum.sum());
      sum.recycle();
      listener.stepped(state.step(), plan.rateAt(step), loss, StepTimes.NONE);
      if (plan.evaluatesAfter(state.step())) {
        Evaluations found = evaluate(plan, state.scorer(plan), sample);
        listener.evaluated(state.step(), found);
        state.evaluated(plan, found);
      }
    }
    return state
        .evaluations()
        .orElseGet(() -> evaluate(plan, state.scorer(plan), sample.atTheEnd()));
  }

  private ProfiledSum gradient(TrainingPlan plan, double[] weights, int step) {
    Broadcast<double[]> sent = spark.broadcast(weights);
    try {
      return train
          .map(shard -> plan.gradient(sent.value(), shard, step, ArrayPool.shared()))
          .treeReduce(ProfiledSum::plus);
    } finally {
      sent.destroy();
    }
  }

  private Evaluations evaluate(TrainingPlan plan, Scorer scorer, Sample sample) {
    Broadcast<Scorer> sent = spark.broadcast(scorer);
    try {
      List<List<Evaluation>> shards =
          train
              .map(
                  shard ->
                      List.of(
                          evaluation(plan, sent.value(), sample, Subset.TRAINING, shard),
                          evaluation(plan, sent.value(), sample, Subset.VALIDATION, shard)))
              .collect();
      return Evaluations.of(
          plan.supervision(),
          subset ->
              subset == Subset.TEST
                  ? List.of()
                  : shards.stream().map(found -> found.get(subset.ordinal())).toList());
    } finally {
      sent.destroy();
    }
  }

  private static Evaluation evaluation(
      TrainingPlan plan, Scorer scorer, Sample sample, Subset subset, Shard shard) {
    return Evaluation.of(scorer, plan.supervision().rows(subset, sample, shard));
  }
}
