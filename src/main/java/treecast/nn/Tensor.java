package treecast.nn;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A named window of the flat weights, or of the flat running statistics.
 *
 * @param name the parameter's name with its layer's number: W1, b1, gamma1, ...
 * @param parameter what it is
 * @param offset index of its first element
 */
public record Tensor(String name, Parameter parameter, int offset) implements Serializable {
  /** Index behind its last element. */
  public int end() {
    return offset + parameter.size();
  }

  /**
   * The windows of one layer, one behind the other.
   *
   * @param number the layer's, which their names end with
   * @param offset where the first begins
   */
  static List<Tensor> of(List<Parameter> parameters, int number, int offset) {
    List<Tensor> tensors = new ArrayList<>();
    int at = offset;
    for (Parameter parameter : parameters) {
      tensors.add(new Tensor(parameter.symbol() + number, parameter, at));
      at += parameter.size();
    }
    return tensors;
  }
}
