package treecast.nn;

import java.io.Serializable;
import java.util.List;

/**
 * A parameter or running statistic of a layer.
 *
 * @param symbol its name without the layer's number: W, b, gamma, beta, running_mean, running_var
 * @param role what it is for
 * @param shape its extents, row-major, as a file has them; one or more
 * @param fanIn inputs of each unit, for a weight matrix
 */
public record Parameter(String symbol, Role role, List<Integer> shape, int fanIn)
    implements Serializable {

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

  /** A matrix whose rows are the inputs; one row is an array of one extent. */
  public Parameter(String symbol, Role role, int rows, int columns) {
    this(symbol, role, rows == 1 ? List.of(columns) : List.of(rows, columns), rows);
  }

  /** Its rows as a matrix: the first extent of several. */
  public int rows() {
    return shape.size() == 1 ? 1 : shape.get(0);
  }

  /**
   * Its columns as a matrix: the other extents.
   *
   * @throws ArithmeticException if there are more than one array holds
   */
  public int columns() {
    return shape.stream().skip(shape.size() == 1 ? 0 : 1).reduce(1, Math::multiplyExact);
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
    return Math.multiplyExact(rows(), columns());
  }
}
