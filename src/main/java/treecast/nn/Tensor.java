package treecast.nn;

import java.io.Serializable;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;

/**
 * Tensor: a named section of the flat weights or of the flat running statistics.
 *
 * @param name the parameter's symbol with the index of its hidden layer: W1, b1, gamma1, ...; from
 *     the second layer with the same symbol and index on, followed by a count: gamma1_2
 * @param parameter the parameter or running statistic
 * @param offset index of its first element
 * @param layerIndex index of the hidden layer that it belongs to
 * @param matrix index among its layer's weight matrices, from 0; 0 if it is no weight matrix
 */
public record Tensor(String name, Parameter parameter, int offset, int layerIndex, int matrix)
    implements Serializable {
  /** Index after its last element. */
  public int end() {
    return offset + parameter.size();
  }

  /**
   * Random stream of its initial values, which depends on its position and not on its name: the
   * first weight matrix of a layer uses the index of the hidden layer, which is unique among layers
   * with weights, and further matrices use their own index as well.
   */
  RandomStream firstValues(long seed) {
    return matrix == 0
        ? RandomStream.of(Purpose.WEIGHTS, seed, layerIndex)
        : RandomStream.of(Purpose.WEIGHTS, seed, layerIndex, matrix);
  }
}
