package treecast.nn;

/**
 * What rows of a minibatch contribute to a step, summed over them: sections of one flat array,
 * which can be added to others and sent as it is. A {@link Network} makes it, as it knows the
 * lengths.
 *
 * <p>The gradient comes first, so that {@link #values} is also what takes a gradient and reads no
 * further; the batch statistics follow, and the loss is the last number.
 *
 * @param values gradient, batch statistics and loss, one behind the other
 * @param parameters length of the gradient
 */
public record Contribution(double[] values, int parameters) {

  /** The loss's gradient with respect to the weights, weight decay left out. */
  public Slice gradient() {
    return new Slice(values, 0);
  }

  /** Rows times the batch statistics, as long as the running statistics. */
  public Slice statistics() {
    return new Slice(values, parameters);
  }

  /** The loss, without the penalty. */
  public double loss() {
    return values[values.length - 1];
  }

  /** Adds the loss of some rows. */
  void addLoss(double summed) {
    values[values.length - 1] += summed;
  }

  /** Makes the gradient the mean over so many rows; the other sections stay sums. */
  public void averageGradient(int rows) {
    for (int i = 0; i < parameters; i++) {
      values[i] /= rows;
    }
  }
}
