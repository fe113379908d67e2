package treecast.optim;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The learning rate of each step, as a factor of the plan's rate: 1 is the rate itself. Factors
 * multiply, so schedules compose with {@link #times}, and they follow one another with {@link
 * #then} and {@link #warmUp}.
 */
@FunctionalInterface
public interface Schedule extends Serializable {

  /**
   * The factor of one step.
   *
   * @param step steps taken so far: 0 for the first step
   */
  double at(int step);

  /** The rate never changes. */
  static Schedule constant() {
    return step -> 1;
  }

  /**
   * The rate is multiplied by a factor after every so many steps.
   *
   * @param every steps between two changes, at least 1
   */
  static Schedule stepwise(int every, double factor) {
    return step -> StrictMath.pow(factor, Math.floorDiv(step, every));
  }

  /**
   * The rate is multiplied by a factor at each of several steps.
   *
   * @param steps numbers of steps taken before a change
   */
  static Schedule milestones(List<Integer> steps, double factor) {
    int[] at = steps.stream().mapToInt(Integer::intValue).toArray();
    return step ->
        StrictMath.pow(factor, (double) Arrays.stream(at).filter(s -> s <= step).count());
  }

  /** The rate decays smoothly and has been multiplied by the factor after so many steps. */
  static Schedule exponential(double steps, double factor) {
    return step -> StrictMath.pow(factor, step / steps);
  }

  /** Half a cosine from 1 down to {@code floor} over so many steps, then {@code floor}. */
  static Schedule cosine(int steps, double floor) {
    return step -> {
      double progress = Math.min(1.0, (double) step / steps);
      return floor + (1 - floor) * (1 + StrictMath.cos(Math.PI * progress)) / 2;
    };
  }

  /** From 1 down to {@code floor} along {@code (1 - step / steps) ^ power}, then {@code floor}. */
  static Schedule polynomial(int steps, double power, double floor) {
    return step -> {
      double left = 1 - Math.min(1.0, (double) step / steps);
      return floor + (1 - floor) * StrictMath.pow(left, power);
    };
  }

  /** A straight rise to 1 over so many steps, the first of which has a rate above zero. */
  static Schedule rising(int steps) {
    return step -> (step + 1.0) / steps;
  }

  /**
   * A straight rise over so many steps, the first of which has a rate above zero; then what follows
   * begins at its own step 0.
   */
  static Schedule warmUp(int steps, Schedule then) {
    return rising(steps).leadingTo(steps, then);
  }

  /** This times the first factor of what follows, for so many steps; then what follows. */
  default Schedule leadingTo(int steps, Schedule following) {
    return step -> step < steps ? at(step) * following.at(0) : following.at(step - steps);
  }

  /** This for so many steps; then what follows begins at its own step 0. */
  default Schedule then(int steps, Schedule following) {
    return step -> step < steps ? at(step) : following.at(step - steps);
  }

  /** The product of two schedules. */
  default Schedule times(Schedule other) {
    return step -> at(step) * other.at(step);
  }
}
