package treecast.nn;

import java.io.Serializable;
import java.util.List;

/**
 * Parameter or running statistic of a layer.
 *
 * @param symbol name without the layer's index: W, b, gamma, beta, running_mean, running_var
 * @param role its role, which decides its initial value and whether it decays
 * @param shape its dimensions, row-major, as in a model file; one or more
 * @param fanIn number of inputs of each unit, for a weight matrix
 */
public record Parameter(String symbol, Role role, List<Integer> shape, int fanIn)
    implements Serializable {

  /** Role of a parameter, which decides its initial value and whether it decays. */
  public enum Role {
    /** Weight matrix: initial values from the initializer; the only role with weight decay. */
    WEIGHT,
    /** Bias or shift, added to a unit; starts at 0. */
    SHIFT,
    /** Scale, multiplied with a unit; starts at 1. */
    SCALE,
    /** Running statistic, updated without a gradient; starts at 0. */
    STATISTIC
  }

  /** Matrix whose rows are inputs; a matrix of one row has one dimension. */
  public Parameter(String symbol, Role role, int rows, int columns) {
    this(symbol, role, rows == 1 ? List.of(columns) : List.of(rows, columns), rows);
  }

  /** Number of rows as a matrix: the first of several dimensions. */
  public int rows() {
    return shape.size() == 1 ? 1 : shape.get(0);
  }

  /**
   * Number of columns as a matrix: the product of the other dimensions.
   *
   * @throws ArithmeticException if there are more than one array holds
   */
  public int columns() {
    return shape.stream().skip(shape.size() == 1 ? 0 : 1).reduce(1, Math::multiplyExact);
  }

  /** Whether weight decay applies to it. */
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
