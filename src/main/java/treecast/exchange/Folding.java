package treecast.exchange;

import java.util.Set;
import java.util.stream.Collectors;
import treecast.model.Classifier;
import treecast.model.Ensemble;
import treecast.model.Model;
import treecast.nn.Architecture;
import treecast.nn.BatchNorm;
import treecast.nn.ConvolutionalNet;
import treecast.nn.MultiLayerNetExtend;
import treecast.nn.ObjectiveArchitecture;
import treecast.nn.Tensor;

/**
 * Folding of batch norm into the affine layer or the convolution before it, which is possible once
 * the statistics are fixed: {@code gamma (x W + b - mean) / deviation + beta} is {@code x W' + b'}.
 * The folded network computes the same but for rounding, and faster.
 */
public final class Folding {
  private final Model model;
  private final Set<String> names;

  private Folding(Model model) {
    this.model = model;
    names = Model.tensors(model.network()).stream().map(Tensor::name).collect(Collectors.toSet());
  }

  /** A model, or an ensemble of such models, without batch norm; what has none stays as it is. */
  public static Classifier of(Classifier model) {
    return model instanceof Ensemble ensemble
        ? new Ensemble(ensemble.members().stream().map(Folding::of).toList(), ensemble.average())
        : of((Model) model);
  }

  private static Model of(Model model) {
    if (model.network().statistics() == 0) {
      return model;
    }
    Architecture architecture = withoutBatchNorm(model.architecture());
    double[] weights = new Folding(model).weights(architecture.network().parameters());
    return new Model(architecture, weights, new double[0], model.encoding(), model.precision());
  }

  private static Architecture withoutBatchNorm(Architecture architecture) {
    if (architecture instanceof ObjectiveArchitecture other) {
      return new ObjectiveArchitecture(withoutBatchNorm(other.base()), other.objective());
    }
    if (architecture instanceof ConvolutionalNet net) {
      return new ConvolutionalNet(net.stage(), withoutBatchNorm(net.rest()));
    }
    return architecture instanceof MultiLayerNetExtend net ? withoutBatchNorm(net) : architecture;
  }

  private static MultiLayerNetExtend withoutBatchNorm(MultiLayerNetExtend net) {
    return new MultiLayerNetExtend(net.base(), false, net.dropout());
  }

  /** Weights without those of batch norm, in their order. */
  private double[] weights(int count) {
    double[] weights = new double[count];
    int at = 0;
    for (Tensor tensor : model.network().weightTensors()) {
      int layer = tensor.layerIndex();
      boolean normalised = names.contains("running_mean" + layer);
      if (normalised && Set.of("gamma" + layer, "beta" + layer).contains(tensor.name())) {
        continue;
      }
      double[] values = model.values(tensor.name());
      if (normalised && tensor.name().equals("W" + layer)) {
        foldWeights(tensor, values);
      } else if (normalised && tensor.name().equals("b" + layer)) {
        foldBiases(values, layer);
      }
      System.arraycopy(values, 0, weights, at, values.length);
      at += values.length;
    }
    return weights;
  }

  /** What each unit or filter is multiplied with: {@code gamma / deviation}. */
  private double[] factor(int layer) {
    double[] factor = model.values("gamma" + layer);
    double[] variance = model.values("running_var" + layer);
    for (int c = 0; c < factor.length; c++) {
      factor[c] /= Math.sqrt(variance[c] + BatchNorm.EPSILON);
    }
    return factor;
  }

  /** Columns of a matrix belong to units, rows of a convolution's weights to filters. */
  private void foldWeights(Tensor tensor, double[] values) {
    double[] factor = factor(tensor.layerIndex());
    boolean filters = tensor.parameter().shape().size() > 2;
    int perFilter = values.length / factor.length;
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor[filters ? i / perFilter : i % factor.length];
    }
  }

  private void foldBiases(double[] values, int layer) {
    double[] factor = factor(layer);
    double[] beta = model.values("beta" + layer);
    double[] mean = model.values("running_mean" + layer);
    for (int c = 0; c < values.length; c++) {
      values[c] = (values[c] - mean[c]) * factor[c] + beta[c];
    }
  }
}
