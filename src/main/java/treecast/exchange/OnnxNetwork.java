package treecast.exchange;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import treecast.linalg.Precision;
import treecast.linalg.Window;
import treecast.model.Model;
import treecast.nn.Affine;
import treecast.nn.BatchNorm;
import treecast.nn.ChannelBatchNorm;
import treecast.nn.Convolution;
import treecast.nn.Dropout;
import treecast.nn.Layer;
import treecast.nn.MaxPooling;
import treecast.nn.Relu;
import treecast.nn.Sigmoid;
import treecast.nn.Tanh;
import treecast.nn.Tensor;

/**
 * Layers of a network as nodes of an ONNX graph, in inference mode. Constants have the names of the
 * parameters: W1, b1, gamma1, ...
 */
final class OnnxNetwork {
  private final OnnxGraph graph;
  private final Precision precision;
  private final String prefix;
  private final List<Layer> layers;
  private final double[] weights;
  private final double[] statistics;
  private final Iterator<Tensor> weightTensors;
  private final Iterator<Tensor> statisticTensors;
  private boolean images;

  /**
   * Network of a model.
   *
   * @param prefix in front of all names
   */
  OnnxNetwork(OnnxGraph graph, Precision precision, Model model, String prefix) {
    this.graph = graph;
    this.precision = precision;
    this.prefix = prefix;
    layers = model.architecture().layers();
    weights = model.weights();
    statistics = model.statistics();
    weightTensors = model.network().weightTensors().iterator();
    statisticTensors = model.network().statisticTensors().iterator();
  }

  /**
   * Adds the nodes of all layers.
   *
   * @param input name of the features
   * @param isImage whether they are images and not rows of numbers
   * @return name of the scores
   * @throws ExportException if ONNX has no operator for a layer
   */
  String add(String input, boolean isImage) {
    images = isImage;
    String x = input;
    for (int l = 0; l < layers.size(); l++) {
      x = add(l + 1, layers.get(l), x);
    }
    return x;
  }

  private String add(int number, Layer layer, String x) {
    String name = prefix + "layer" + number;
    if (layer instanceof Affine) {
      return graph.node(name, "Gemm", List.of(row(name, x), weight(), weight()));
    }
    if (layer instanceof Convolution convolution) {
      return graph.node(
          name, "Conv", List.of(x, weight(), weight()), windows(convolution.window()));
    }
    if (layer instanceof MaxPooling pooling) {
      return graph.node(name, "MaxPool", List.of(x), windows(pooling.window()));
    }
    if (layer instanceof BatchNorm) {
      return normalised(name, row(name, x));
    }
    if (layer instanceof ChannelBatchNorm) {
      return normalised(name, x);
    }
    if (layer instanceof Dropout dropout) {
      String kept = graph.constant(name + "_kept", precision, List.of(1), 1 - dropout.ratio());
      return graph.node(name, "Mul", List.of(x, kept));
    }
    return graph.node(name, function(number, layer), List.of(x));
  }

  private static String function(int number, Layer layer) {
    if (layer instanceof Relu) {
      return "Relu";
    }
    if (layer instanceof Sigmoid) {
      return "Sigmoid";
    }
    if (layer instanceof Tanh) {
      return "Tanh";
    }
    throw new ExportException(
        "layer %d: expected a layer of Treecast, which ONNX has an operator for, found %s of %s"
            .formatted(number, layer.getClass().getSimpleName(), layer.getClass().getName()));
  }

  /** Value as rows of numbers: an image is flattened channel by channel, as everywhere here. */
  private String row(String name, String x) {
    if (!images) {
      return x;
    }
    images = false;
    return graph.node(name + "_row", "Flatten", List.of(x), OnnxAttribute.number("axis", 1));
  }

  private String weight() {
    Tensor tensor = weightTensors.next();
    return constant(tensor.name(), tensor, section(tensor, weights));
  }

  private static double[] section(Tensor tensor, double[] all) {
    return Arrays.copyOfRange(all, tensor.offset(), tensor.end());
  }

  private String constant(String name, Tensor tensor, double[] values) {
    return graph.constant(prefix + name, precision, tensor.parameter().shape(), values);
  }

  /**
   * Batch norm by the running statistics. The operator's epsilon has single precision; it is 0 here
   * and ours is added to the variance.
   */
  private String normalised(String name, String x) {
    String gamma = weight();
    String beta = weight();
    Tensor means = statisticTensors.next();
    String mean = constant(means.name(), means, section(means, statistics));
    Tensor variances = statisticTensors.next();
    double[] values = section(variances, statistics);
    for (int i = 0; i < values.length; i++) {
      values[i] += BatchNorm.EPSILON;
    }
    String variance = constant(variances.name() + "_plus_epsilon", variances, values);
    return graph.node(
        name,
        "BatchNormalization",
        List.of(x, gamma, beta, mean, variance),
        OnnxAttribute.real("epsilon", 0));
  }

  private static OnnxAttribute[] windows(Window window) {
    int padding = window.padding();
    return new OnnxAttribute[] {
      OnnxAttribute.numbers("kernel_shape", window.height(), window.width()),
      OnnxAttribute.numbers("strides", window.stride(), window.stride()),
      OnnxAttribute.numbers("pads", padding, padding, padding, padding)
    };
  }
}
