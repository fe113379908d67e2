package treecast.training;

import java.io.Serializable;
import treecast.nn.Frozen;
import treecast.optim.Optimizer;
import treecast.optim.Schedule;

/**
 * Update rule: how the gradient of a step changes the weights. {@link TrainingState#advance}
 * applies it.
 *
 * @param optimizer the optimizer, such as Adam
 * @param rate the base learning rate, above 0
 * @param schedule learning rate schedule: the factor of the base rate at each step
 * @param weightDecay λ of the loss term {@code λ / 2} times the sum of squared weights, 0 or more;
 *     its gradient is added by {@link treecast.nn.Network#addWeightDecayGradient}
 * @param clipNorm maximum Euclidean norm of a step's gradient, or {@link GradientClipping#NONE}
 * @param frozen parameters and statistics that stay as they are
 */
public record UpdateRule(
    Optimizer optimizer,
    double rate,
    Schedule schedule,
    double weightDecay,
    double clipNorm,
    Frozen frozen)
    implements Serializable {

  /** Update rule for all parameters. */
  public UpdateRule(
      Optimizer optimizer, double rate, Schedule schedule, double weightDecay, double clipNorm) {
    this(optimizer, rate, schedule, weightDecay, clipNorm, Frozen.NONE);
  }

  /** Update rule with a constant learning rate, without weight decay and gradient clipping. */
  public UpdateRule(Optimizer optimizer, double rate) {
    this(optimizer, rate, Schedule.constant(), 0, GradientClipping.NONE);
  }

  /**
   * Learning rate of a step.
   *
   * @param step index of the step, from 0
   */
  public double rateAt(int step) {
    return rate * schedule.at(step);
  }

  /** Copy with another optimizer and base learning rate. */
  public UpdateRule withOptimizer(Optimizer other, double otherRate) {
    return new UpdateRule(other, otherRate, schedule, weightDecay, clipNorm, frozen);
  }

  /** Copy with another schedule. */
  public UpdateRule withSchedule(Schedule other) {
    return new UpdateRule(optimizer, rate, other, weightDecay, clipNorm, frozen);
  }

  /** Copy with another weight decay. */
  public UpdateRule withWeightDecay(double other) {
    return new UpdateRule(optimizer, rate, schedule, other, clipNorm, frozen);
  }

  /** Copy with another maximum norm of the gradient. */
  public UpdateRule withClipNorm(double other) {
    return new UpdateRule(optimizer, rate, schedule, weightDecay, other, frozen);
  }

  /** Copy with other frozen parameters. */
  public UpdateRule withFrozen(Frozen other) {
    return new UpdateRule(optimizer, rate, schedule, weightDecay, clipNorm, other);
  }
}
