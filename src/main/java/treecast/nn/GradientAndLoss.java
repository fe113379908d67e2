package treecast.nn;

import treecast.linalg.FlatArray;

/**
 * Gradient, batch statistics, weight and loss, summed over rows of a minibatch: sections of one
 * flat array, which can be added to others and sent as it is. {@link Network} creates it with the
 * right lengths.
 *
 * <p>The gradient is the first section, so that {@link #array} can be passed to code that reads
 * only a gradient; the batch statistics follow, and the last two numbers are the sum of the rows'
 * weights and the loss.
 *
 * <p>A sum of weight 0 has no rows: the gradient in its array means nothing, and the first rows set
 * it instead of adding to it, which saves a pass over the array.
 *
 * @param array gradient, batch statistics, weight and loss, in this order
 * @param parameters length of the gradient
 */
public record GradientAndLoss(FlatArray array, int parameters) {

  /** Gradient of the loss with respect to the weights, without weight decay. */
  public Slice gradient() {
    return new Slice(array, 0);
  }

  /** Batch statistics times the number of rows; as many as there are running statistics. */
  public Slice statistics() {
    return new Slice(array, parameters);
  }

  /**
   * The array of doubles.
   *
   * @throws UnsupportedOperationException if it holds floats
   */
  public double[] values() {
    return array.doubles();
  }

  /** Loss without weight decay. */
  public double loss() {
    return array.get(array.length() - 1);
  }

  /** Sum of the rows' weights, which is their number without {@link ClassWeights}. */
  public double weight() {
    return array.get(array.length() - 2);
  }

  /** Mean loss without weight decay: the loss divided by the weight. */
  public double meanLoss() {
    return loss() / weight();
  }

  /** This sum, with the sections behind the gradient set to 0. */
  GradientAndLoss cleared() {
    array.fill(parameters, array.length(), 0);
    return this;
  }

  /** Adds the loss and the weight of some rows. */
  void addLoss(double summed, double weight) {
    array.add(array.length() - 1, summed);
    array.add(array.length() - 2, weight);
  }

  /** Divides the gradient by the weight; the other sections stay sums. */
  public void averageGradient() {
    double weight = weight();
    for (int i = 0; i < parameters; i++) {
      array.set(i, array.get(i) / weight);
    }
  }
}
