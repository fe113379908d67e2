package treecast.training;

import java.io.Serializable;
import treecast.optim.Optimizer;
import treecast.optim.Schedule;

/**
 * Update rule: how the gradient of a step moves the weights.
 *
 * @param optimizer how a gradient moves the weights
 * @param rate the learning rate, above 0
 * @param schedule what the rate is multiplied by at each step
 * @param weightDecay λ of the penalty {@code λ / 2} times the sum of squared weights, 0 or more
 * @param clipNorm the greatest Euclidean norm of a step's gradient, or {@link
 *     GradientClipping#NONE}
 */
public record UpdateRule(
    Optimizer optimizer, double rate, Schedule schedule, double weightDecay, double clipNorm)
    implements Serializable {

  /** A constant learning rate, without weight decay and without clipping. */
  public UpdateRule(Optimizer optimizer, double rate) {
    this(optimizer, rate, Schedule.constant(), 0, GradientClipping.NONE);
  }

  /** The learning rate of a step, which is counted from 0. */
  public double rateAt(int step) {
    return rate * schedule.at(step);
  }

  /** The same with another optimizer and learning rate. */
  public UpdateRule withOptimizer(Optimizer other, double otherRate) {
    return new UpdateRule(other, otherRate, schedule, weightDecay, clipNorm);
  }

  /** The same with another schedule. */
  public UpdateRule withSchedule(Schedule other) {
    return new UpdateRule(optimizer, rate, other, weightDecay, clipNorm);
  }

  /** The same with another weight decay. */
  public UpdateRule withWeightDecay(double other) {
    return new UpdateRule(optimizer, rate, schedule, other, clipNorm);
  }

  /** The same with another bound for the norm of the gradient. */
  public UpdateRule withClipNorm(double other) {
    return new UpdateRule(optimizer, rate, schedule, weightDecay, other);
  }
}
