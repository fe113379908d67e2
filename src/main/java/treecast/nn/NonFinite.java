package treecast.nn;

import java.io.Serializable;
import java.util.List;
import treecast.data.Minibatch;
import treecast.linalg.FlatArray;
import treecast.linalg.Matrix;
import treecast.linalg.Workspace;

/**
 * The first values of a forward pass that are not finite, by the place at which they appear.
 *
 * @param place 0 for the input; from 1 on the number of the layer that has them in its output; one
 *     more than there are layers for the loss; greater if there are none
 * @param rows number of rows with such values at that place
 */
public record NonFinite(int place, int rows) implements Serializable {
  /** All values are finite. */
  public static final NonFinite NONE = new NonFinite(Integer.MAX_VALUE, 0);

  /**
   * The first ones of a forward pass and its loss.
   *
   * @param weights flat weights in the network's precision
   * @param running running statistics, which only inference uses
   */
  public static NonFinite of(
      Network network,
      Mode mode,
      FlatArray weights,
      FlatArray running,
      Minibatch minibatch,
      Workspace workspace) {
    GradientAndLoss sum = network.gradientAndLoss();
    Slice statistics = mode instanceof Mode.Training ? sum.statistics() : new Slice(running, 0);
    Matrix x = minibatch.x().in(network.precision());
    Layer.Output[] outputs =
        network.passes().forward(mode, weights, statistics, x, network.gemm(), workspace);
    NonFinite found = in(x, 0);
    for (int l = 0; l < outputs.length && found.equals(NONE); l++) {
      found = in(outputs[l].y(), l + 1);
    }
    if (!found.equals(NONE)) {
      return found;
    }
    network.loss().add(outputs[outputs.length - 1].y(), minibatch, workspace, sum);
    return Double.isFinite(sum.loss()) ? NONE : new NonFinite(outputs.length + 1, x.rows());
  }

  private static NonFinite in(Matrix values, int place) {
    int rows = 0;
    for (int i = 0; i < values.rows(); i++) {
      boolean finite = true;
      for (int j = 0; j < values.columns(); j++) {
        finite &= Double.isFinite(values.get(i, j));
      }
      rows += finite ? 0 : 1;
    }
    return rows == 0 ? NONE : new NonFinite(place, rows);
  }

  /** The first ones of two passes over different rows. */
  public NonFinite plus(NonFinite other) {
    if (place == other.place) {
      return new NonFinite(place, rows + other.rows);
    }
    return place < other.place ? this : other;
  }

  /** The place, for people, such as {@code the output of layer 3 (Affine: W2, b2)}. */
  public String describe(Network network) {
    List<Layer> layers = network.passes().layers();
    if (place == 0) {
      return "the features";
    }
    if (place > layers.size()) {
      return "the loss, of finite scores";
    }
    String kind = layers.get(place - 1).getClass().getSimpleName();
    List<String> names =
        network.passes().layout().weightsOf(place - 1).stream().map(Tensor::name).toList();
    return "the output of layer %d (%s%s)"
        .formatted(place, kind, names.isEmpty() ? "" : ": " + String.join(", ", names));
  }
}
