package treecast.nn;

/**
 * A named window of the flat weights, or of the flat running statistics.
 *
 * @param name the parameter's name with its layer's number: W1, b1, gamma1, ...
 * @param parameter what it is
 * @param offset index of its first element
 */
public record Tensor(String name, Parameter parameter, int offset) {
  /** Index behind its last element. */
  public int end() {
    return offset + parameter.size();
  }
}
