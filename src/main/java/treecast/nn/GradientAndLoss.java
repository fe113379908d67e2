package treecast.nn;

/**
 * Gradient, batch statistics and loss, summed over rows of a minibatch: sections of one flat array,
 * which can be added to others and sent as it is. {@link Network} creates it with the right
 * lengths.
 *
 * <p>The gradient is the first section, so that {@link #values} can be passed to code that reads
 * only a gradient; the batch statistics follow, and the loss is the last number.
 *
 * @param values gradient, batch statistics and loss, in this order
 * @param parameters length of the gradient
 */
public record GradientAndLoss(double[] values, int parameters) {

  /** Gradient of the loss with respect to the weights, without weight decay. */
  public Slice gradient() {
    return new Slice(values, 0);
  }

  /** Batch statistics times the number of rows; as many as there are running statistics. */
  public Slice statistics() {
    return new Slice(values, parameters);
  }

  /** Loss without weight decay. */
  public double loss() {
    return values[values.length - 1];
  }

  /** Adds the loss of some rows. */
  void addLoss(double summed) {
    values[values.length - 1] += summed;
  }

  /** Divides the gradient by the number of rows; the other sections stay sums. */
  public void averageGradient(int rows) {
    for (int i = 0; i < parameters; i++) {
      values[i] /= rows;
    }
  }
}
