package treecast.training;

import java.io.Serializable;

/**
 * Divergence after which a training went back.
 *
 * @param step number of the step at which it was found, from 1
 * @param back number of steps after which the weights were those to which the training went back
 * @param finding what was not finite, for people
 */
public record Divergence(int step, int back, String finding) implements Serializable {

  /**
   * Line that tells it.
   *
   * @param number number of times that the training has gone back, this one included
   */
  public String line(TrainingPlan plan, int number) {
    DivergencePolicy policy = plan.update().onDivergence();
    return "diverged at step %d: %s; goes back to step %d (epoch %.2f), and on with %s times the rate (%d of %d)"
        .formatted(
            step,
            finding,
            back,
            plan.batches().epochs(back),
            policy.factor(number),
            number,
            policy.times());
  }
}
