package treecast.optim;

import java.util.function.ToIntFunction;

/**
 * How long a phase of a schedule is, once the number of rows is known.
 *
 * @param steps of the phase, at least 1
 * @param counted the steps of a length that may be in epochs
 */
public record Span(int steps, ToIntFunction<Length> counted) {

  /** The number of steps of a length, at least 1. */
  public int steps(Length length) {
    return counted.applyAsInt(length);
  }
}
