package treecast.training;

import java.util.List;
import treecast.data.Shard;
import treecast.linalg.ArrayPool;

/**
 * The plain loop: a whole training in this JVM, over one or more threads. It makes the same two
 * calls as the data-parallel trainer, {@code plan.gradient} and {@code state.advance}, and gives
 * the same bits.
 *
 * @param train every shard of the training rows
 * @param test every shard of the test rows
 * @param threads how many shards are computed at once, 1 or more
 */
public record LocalTrainer(TrainingPlan plan, List<Shard> train, List<Shard> test, int threads) {

  /**
   * Advances the state until the training is over.
   *
   * @return how it does in the end, on all rows that the plan looks at then
   * @throws Diverged if the loss is no finite number any more
   */
  public Evaluations run(TrainingState state, TrainingListener listener) {
    ArrayPool pool = new ArrayPool();
    try (Workers workers = new Workers(threads)) {
      while (state.goesOn(plan)) {
        int step = state.step();
        long start = System.nanoTime();
        ProfiledSum sum =
            workers.sum(train, shard -> plan.gradient(state.weights(), shard, step, pool));
        long summed = System.nanoTime();
        Work work = sum.work();
        double loss = state.advance(plan, sum.sum());
        sum.recycle();
        listener.stepped(
            state.step(),
            plan.rateAt(step),
            loss,
            new StepTimes(work, 0, summed - start, System.nanoTime() - summed));
        if (plan.evaluatesAfter(state.step())) {
          Evaluations found = evaluate(workers, state, plan.supervision().sample());
          listener.evaluated(state.step(), found);
          state.evaluated(plan, found);
        }
      }
      return state
          .evaluations()
          .orElseGet(() -> evaluate(workers, state, plan.supervision().sample().atTheEnd()));
    }
  }

  private Evaluations evaluate(Workers workers, TrainingState state, Sample sample) {
    Scorer scorer = state.scorer(plan);
    return Evaluations.of(
        plan.supervision(),
        subset ->
            workers.map(
                subset == Subset.TEST ? test : train,
                shard -> Evaluation.of(scorer, plan.supervision().rows(subset, sample, shard))));
  }
}
