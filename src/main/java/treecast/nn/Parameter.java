package treecast.nn;

/**
 * A parameter or running statistic of a layer.
 *
 * @param symbol its name without the layer's number: W, b, gamma, beta, running_mean, running_var
 * @param role what it is for
 * @param rows its rows, fan-in for a weight matrix
 * @param columns its columns
 */
public record Parameter(String symbol, Role role, int rows, int columns) {

  /** What a parameter is for, which decides its first value and whether it decays. */
  public enum Role {
    /** A weight matrix: first values from the initializer; the only role that decays. */
    WEIGHT,
    /** Added to a unit; starts at 0. */
    SHIFT,
    /** Multiplies a unit; starts at 1. */
    SCALE,
    /** Learnt without a gradient; starts at 0. */
    STATISTIC
  }

  /** Whether weight decay pulls at it. */
  public boolean decays() {
    return role == Role.WEIGHT;
  }

  /**
   * Number of elements.
   *
   * @throws ArithmeticException if there are more than one array holds
   */
  public int size() {
    return Math.multiplyExact(rows, columns);
  }
}
