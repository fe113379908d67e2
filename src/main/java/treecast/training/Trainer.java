package treecast.training;

import treecast.linalg.FlatArray;

/**
 * Data-parallel minibatch gradient descent: the algorithm, and the only training loop.
 *
 * <p>In every step, the engine shares the weights (on Spark: broadcasts them), each shard computes
 * the gradient of its part of the minibatch, the gradients are summed along one canonical tree, and
 * the optimizer updates the weights here, on the driver ({@link TrainingState#advance}). Executors
 * keep nothing but the rows, so a lost machine costs a recomputation but changes no bit: all
 * numbers are pure functions of the plan and the rows, on any engine.
 *
 * <p>A training that diverges ends, or goes back to an earlier state, as its {@link
 * DivergencePolicy} says.
 *
 * @param plan everything on which the result depends
 * @param engine holds the rows, assigned to the plan's number of shards
 */
public record Trainer(TrainingPlan plan, Engine engine) {

  /**
   * Trains from the initial weights to the end.
   *
   * @throws Diverged if the loss is not finite any more
   */
  public Outcome.Trained train(TrainingListener listener) {
    return train(TrainingState.initial(plan), new History(), listener);
  }

  /**
   * Trains from a state to the end.
   *
   * @param state is advanced
   * @param history of the steps that led to the state; what follows is added to it
   * @param listener hears of what follows alone
   * @throws Diverged if the loss is no finite number any more
   */
  public Outcome.Trained train(TrainingState state, History history, TrainingListener listener) {
    Evaluations evaluations = run(state, TrainingListener.all(history, listener));
    return Outcome.Trained.of(state, history, evaluations);
  }

  /**
   * Advances the state until the training is over.
   *
   * @return the final evaluations, on all rows that the plan evaluates at the end
   * @throws Diverged if the loss is not finite any more
   */
  public Evaluations run(TrainingState state, TrainingListener listener) {
    return new Trainer(plan.decided(engine), engine).steps(state, listener);
  }

  private Evaluations steps(TrainingState state, TrainingListener listener) {
    try (SharedValue<TrainingPlan> shared = engine.share(plan)) {
      state.keep(plan);
      while (state.goesOn(plan)) {
        try {
          step(shared, state, listener);
          evaluateIfDue(state, listener);
          state.keep(plan);
        } catch (Diverged e) {
          Diverged explained = DivergenceCause.explain(engine, shared, state, e);
          listener.wentBack(state.goBack(plan, explained));
        }
        listener.completed(state);
      }
    }
    return state
        .evaluations()
        .orElseGet(() -> evaluate(state, plan.evaluation().rows().atTheEnd()));
  }

  private void step(
      SharedValue<TrainingPlan> shared, TrainingState state, TrainingListener listener) {
    int step = state.step();
    double rate = state.rate(plan);
    long start = System.nanoTime();
    try (SharedValue<FlatArray> weights = engine.share(state.weights(plan.network().precision()))) {
      long sent = System.nanoTime();
      try (TimedGradientSum sum =
          engine.sum(
              (shard, pool) -> shared.value().gradient(weights.value(), shard, step, pool))) {
        long summed = System.nanoTime();
        GradientTimes gradient = sum.times();
        double loss = state.advance(plan, sum.sum());
        long done = System.nanoTime();
        StepTimes times = new StepTimes(gradient, sent - start, summed - sent, done - summed);
        listener.stepped(state.step(), rate, loss, times);
      }
    }
  }

  private void evaluateIfDue(TrainingState state, TrainingListener listener) {
    if (plan.evaluatesAfter(state.step())) {
      Evaluations found = evaluate(state, plan.evaluation().rows());
      listener.evaluated(state.step(), found);
      state.evaluated(plan, found);
    }
  }

  private Evaluations evaluate(TrainingState state, EvaluationRows rows) {
    return Evaluations.of(engine, state.scorer(plan), plan.evaluation(), rows);
  }
}
