package treecast.exchange;

import java.util.List;
import treecast.data.DataException;

/**
 * Array of numbers of any number of dimensions.
 *
 * @param shape its dimensions; none for a single number
 * @param values its elements, row-major (the last index moves fastest); not copied
 */
public record NumericArray(List<Integer> shape, double[] values) {

  /**
   * Checks that the elements are as many as the shape says.
   *
   * @throws IllegalArgumentException if they are not
   */
  public NumericArray {
    shape = List.copyOf(shape);
    if (elements(shape) != values.length) {
      throw new IllegalArgumentException(
          "expected %d elements for the shape %s, found %d"
              .formatted(elements(shape), text(shape), values.length));
    }
  }

  /**
   * Number of elements of a shape.
   *
   * @param where the file's and the array's name, for messages
   * @throws DataException if it is the shape of no array
   */
  static int elements(List<Integer> shape, String where) {
    try {
      return elements(shape);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "%s: expected the shape of an array, found %s".formatted(where, e.getMessage()), e);
    }
  }

  /**
   * Number of elements of a shape.
   *
   * @throws IllegalArgumentException if a dimension is negative, or if an array cannot hold them
   */
  static int elements(List<Integer> shape) {
    long elements = 1;
    for (int dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException("a negative dimension: " + text(shape));
      }
      elements *= dimension;
      if (elements > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("more elements than an array holds: " + text(shape));
      }
    }
    return (int) elements;
  }

  /** A shape for messages, such as {@code 784 x 100}. */
  static String text(List<Integer> shape) {
    return shape.isEmpty()
        ? "a single number"
        : String.join(" x ", shape.stream().map(String::valueOf).toList());
  }
}
