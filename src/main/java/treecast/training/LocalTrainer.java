package treecast.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import treecast.data.Shard;
import treecast.linalg.ArrayPool;
import treecast.nn.GradientSum;
import treecast.nn.Work;

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
    ExecutorService workers = threads > 1 ? Executors.newFixedThreadPool(threads) : null;
    try {
      while (state.goesOn(plan)) {
        int step = state.step();
        long start = System.nanoTime();
        GradientSum sum = new GradientSum();
        for (GradientSum part :
            each(workers, train, shard -> plan.gradient(state.weights(), shard, step, pool))) {
          sum = sum.plus(part);
        }
        long summed = System.nanoTime();
        Work work = sum.work();
        double loss = state.advance(plan, sum);
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
    } finally {
      if (workers != null) {
        workers.shutdownNow();
      }
    }
  }

  private Evaluations evaluate(ExecutorService workers, TrainingState state, Sample sample) {
    Scorer scorer = state.scorer(plan);
    return Evaluations.of(
        plan.supervision(),
        subset ->
            each(
                workers,
                subset == Subset.TEST ? test : train,
                shard -> Evaluation.of(scorer, plan.supervision().rows(subset, sample, shard))));
  }

  private interface ShardFunction<T> {
    T on(Shard shard);
  }

  /** The results of some work on each shard, in the order of the shards. */
  private static <T> List<T> each(
      ExecutorService workers, List<Shard> shards, ShardFunction<T> function) {
    if (workers == null) {
      return shards.stream().map(function::on).toList();
    }
    try {
      List<Callable<T>> calls = new ArrayList<>();
      shards.forEach(shard -> calls.add(() -> function.on(shard)));
      List<T> results = new ArrayList<>();
      for (Future<T> result : workers.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while training", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a shard failed: " + e.getCause(), e);
    }
  }
}
