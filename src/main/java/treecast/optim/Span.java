package treecast.optim;

import java.util.function.ToIntFunction;

/**
 * Span of a schedule's phase in steps, once the number of rows is known.
 *
 * @param steps number of steps of the phase, at least 1
 * @param counted converts a length in steps or epochs to steps
 */
public record Span(int steps, ToIntFunction<PhaseLength> counted) {

  /** Number of steps of a length, at least 1. */
  public int steps(PhaseLength length) {
    return counted.applyAsInt(length);
  }
}
