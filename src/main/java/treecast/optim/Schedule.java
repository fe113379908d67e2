package treecast.optim;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Learning rate schedule: the factor of the base learning rate at each step, where 1 is the base
 * rate itself. Schedules are multiplied with {@link #times} and concatenated with {@link #then} and
 * {@link #leadingTo}.
 */
@FunctionalInterface
public interface Schedule extends Serializable {

  /**
   * Factor of a step.
   *
   * @param step number of steps taken before: 0 for the first step
   */
  double at(int step);

  /** Constant rate: the factor is always 1. */
  static Schedule constant() {
    return step -> 1;
  }

  /**
   * Step decay: the rate is multiplied by a factor at regular intervals.
   *
   * @param every number of steps between changes, at least 1
   */
  static Schedule stepwise(int every, double factor) {
    return step -> StrictMath.pow(factor, Math.floorDiv(step, every));
  }

  /**
   * Milestones: the rate is multiplied by a factor at each of several steps.
   *
   * @param steps number of steps taken before each change
   */
  static Schedule milestones(List<Integer> steps, double factor) {
    int[] at = steps.stream().mapToInt(Integer::intValue).toArray();
    return step ->
        StrictMath.pow(factor, (double) Arrays.stream(at).filter(s -> s <= step).count());
  }

  /** Exponential decay: the rate has been multiplied by the factor after {@code steps} steps. */
  static Schedule exponential(double steps, double factor) {
    return step -> StrictMath.pow(factor, step / steps);
  }

  /**
   * Cosine annealing: half a cosine from 1 down to {@code floor} over {@code steps} steps, then
   * {@code floor}.
   */
  static Schedule cosine(int steps, double floor) {
    return step -> {
      double progress = Math.min(1.0, (double) step / steps);
      return floor + (1 - floor) * (1 + StrictMath.cos(Math.PI * progress)) / 2;
    };
  }

  /**
   * Polynomial decay: from 1 down to {@code floor} along {@code (1 - step / steps) ^ power}, then
   * {@code floor}.
   */
  static Schedule polynomial(int steps, double power, double floor) {
    return step -> {
      double left = 1 - Math.min(1.0, (double) step / steps);
      return floor + (1 - floor) * StrictMath.pow(left, power);
    };
  }

  /** Linear rise to 1 over {@code steps} steps, the first of which has a rate above zero. */
  static Schedule rising(int steps) {
    return step -> (step + 1.0) / steps;
  }

  /**
   * Concatenation with a continuous transition: this schedule times the first factor of the next
   * one for {@code steps} steps; then the next one, which begins at its step 0.
   */
  default Schedule leadingTo(int steps, Schedule following) {
    return step -> step < steps ? at(step) * following.at(0) : following.at(step - steps);
  }

  /**
   * Concatenation: this schedule for {@code steps} steps; another one follows and begins at its
   * step 0.
   */
  default Schedule then(int steps, Schedule following) {
    return step -> step < steps ? at(step) : following.at(step - steps);
  }

  /** Product of two schedules. */
  default Schedule times(Schedule other) {
    return step -> at(step) * other.at(step);
  }
}
