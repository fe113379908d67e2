package treecast.nn;

import java.io.Serializable;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;

/**
 * A window of the flat weights, or of the flat running statistics, with a name.
 *
 * @param name the parameter's symbol with its hidden layer's number: W1, b1, gamma1, ...; where
 *     several layers of that number have the symbol, those behind the first end with their count:
 *     gamma1_2
 * @param parameter what it is
 * @param offset index of its first element
 * @param layerIndex number of the hidden layer that it belongs to
 * @param matrix which of its layer's weight matrices it is, from 0; 0 for what is none
 */
public record Tensor(String name, Parameter parameter, int offset, int layerIndex, int matrix)
    implements Serializable {
  /** Index behind its last element. */
  public int end() {
    return offset + parameter.size();
  }

  /**
   * The stream of its first values, which belongs to its place and not to its name: a layer's first
   * weight matrix is told by the hidden layer's number, which no other layer with weights has, and
   * further ones by their own number besides.
   */
  RandomStream firstValues(long seed) {
    return matrix == 0
        ? RandomStream.of(Purpose.WEIGHTS, seed, layerIndex)
        : RandomStream.of(Purpose.WEIGHTS, seed, layerIndex, matrix);
  }
}
