package treecast.training;

/**
 * Data-parallel minibatch gradient descent: the algorithm, and the only training loop.
 *
 * <p>For every step the engine shares the weights, the gradient of each shard's part of the
 * minibatch is computed where the shard lies, the gradients are summed along one canonical tree,
 * and the optimizer takes the step here. Nothing but the rows is kept where shards are computed, so
 * losing a machine costs a recomputation and never a bit: every number below is a pure function of
 * the plan and the rows, on any engine.
 *
 * @param plan all that decides the training
 * @param engine where the rows are, dealt to the plan's shards
 */
public record Trainer(TrainingPlan plan, Engine engine) {

  /**
   * Trains from the first weights to the end.
   *
   * @throws Diverged if the loss is no finite number any more
   */
  public Outcome.Trained train(TrainingListener listener) {
    TrainingState state = TrainingState.initial(plan);
    History history = new History();
    Evaluations evaluations = run(state, TrainingListener.all(history, listener));
    return Outcome.Trained.of(state, history, evaluations);
  }

  /**
   * Advances the state until the training is over.
   *
   * @return how it does in the end, on all rows that the plan evaluates then
   * @throws Diverged if the loss is no finite number any more
   */
  public Evaluations run(TrainingState state, TrainingListener listener) {
    try (Shared<TrainingPlan> shared = engine.share(plan)) {
      while (state.goesOn(plan)) {
        step(shared, state, listener);
        if (plan.evaluatesAfter(state.step())) {
          Evaluations found = evaluate(state, plan.evaluation().rows());
          listener.evaluated(state.step(), found);
          state.evaluated(plan, found);
        }
        listener.completed(state);
      }
    }
    return state
        .evaluations()
        .orElseGet(() -> evaluate(state, plan.evaluation().rows().atTheEnd()));
  }

  private void step(Shared<TrainingPlan> shared, TrainingState state, TrainingListener listener) {
    int step = state.step();
    long start = System.nanoTime();
    try (Shared<double[]> weights = engine.share(state.weights())) {
      long sent = System.nanoTime();
      try (ProfiledSum sum =
          engine.sum(
              (shard, pool) -> shared.value().gradient(weights.value(), shard, step, pool))) {
        long summed = System.nanoTime();
        Work work = sum.work();
        double loss = state.advance(plan, sum.sum());
        long done = System.nanoTime();
        StepTimes times = new StepTimes(work, sent - start, summed - sent, done - summed);
        listener.stepped(state.step(), plan.update().rateAt(step), loss, times);
      }
    }
  }

  private Evaluations evaluate(TrainingState state, EvaluationRows rows) {
    return Evaluations.of(engine, state.scorer(plan), plan.evaluation(), rows);
  }
}
