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
 * @param onDivergence what is done if the loss or the weights are not finite any more
 */
public record UpdateRule(
    Optimizer optimizer,
    double rate,
    Schedule schedule,
    double weightDecay,
    double clipNorm,
    Frozen frozen,
    DivergencePolicy onDivergence)
    implements Serializable {

  /** Update rule for all parameters. */
  public UpdateRule(
      Optimizer optimizer, double rate, Schedule schedule, double weightDecay, double clipNorm) {
    this(optimizer, rate, schedule, weightDecay, clipNorm, Frozen.NONE);
  }

  /** Update rule of a training that ends if it diverges. */
  public UpdateRule(
      Optimizer optimizer,
      double rate,
      Schedule schedule,
      double weightDecay,
      double clipNorm,
      Frozen frozen) {
    this(optimizer, rate, schedule, weightDecay, clipNorm, frozen, DivergencePolicy.STOP);
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

  /**
   * Learning rate of a step.
   *
   * @param timesBack how often the training has gone back to this step or an earlier one
   */
  double rateAt(int step, int timesBack) {
    return rateAt(step) * onDivergence.factor(timesBack);
  }

  /**
   * Clips the gradient ({@link GradientClipping}) and lets the optimizer update the weights. The
   * gradient of what is {@link Frozen} does not count.
   *
   * @param gradient its first elements are the mean gradient, weight decay included; overwritten
   * @param slots the optimizer's
   * @param rateNow learning rate of the step
   * @param step number of the step, from 1
   */
  void apply(double[] gradient, double[] weights, double[][] slots, double rateNow, int step) {
    frozen.clear(gradient);
    GradientClipping.clip(gradient, weights.length, clipNorm);
    optimizer.step(weights, gradient, slots, rateNow, step);
  }

  /** Copy with another optimizer and base learning rate. */
  public UpdateRule withOptimizer(Optimizer other, double otherRate) {
    return new UpdateRule(other, otherRate, schedule, weightDecay, clipNorm, frozen, onDivergence);
  }

  /** Copy with another schedule. */
  public UpdateRule withSchedule(Schedule other) {
    return new UpdateRule(optimizer, rate, other, weightDecay, clipNorm, frozen, onDivergence);
  }

  /** Copy with another weight decay. */
  public UpdateRule withWeightDecay(double other) {
    return new UpdateRule(optimizer, rate, schedule, other, clipNorm, frozen, onDivergence);
  }

  /** Copy with another maximum norm of the gradient. */
  public UpdateRule withClipNorm(double other) {
    return new UpdateRule(optimizer, rate, schedule, weightDecay, other, frozen, onDivergence);
  }

  /** Copy with other frozen parameters. */
  public UpdateRule withFrozen(Frozen other) {
    return new UpdateRule(optimizer, rate, schedule, weightDecay, clipNorm, other, onDivergence);
  }

  /** Copy with another divergence policy. */
  public UpdateRule withOnDivergence(DivergencePolicy other) {
    return new UpdateRule(optimizer, rate, schedule, weightDecay, clipNorm, frozen, other);
  }
}
