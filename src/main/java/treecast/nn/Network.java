package treecast.nn;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import treecast.data.Minibatch;
import treecast.linalg.Clock.Part;
import treecast.linalg.Gemm;
import treecast.linalg.Matrix;
import treecast.linalg.Shape;
import treecast.linalg.Workspace;
import treecast.nn.Layer.Output;
import treecast.nn.Layer.Place;

/**
 * A chain of layers that ends in scores, trained with softmax cross-entropy. All its parameters are
 * one flat array, in the order of the layers, and so are its running statistics.
 */
public final class Network implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Layer> layers;
  private final int[] weightOffsets;
  private final int[] statisticOffsets;
  private final int[] hidden;
  private final String gemm;

  /**
   * Chains layers.
   *
   * @throws IllegalArgumentException if a layer does not take what the one before it gives
   * @throws ArithmeticException if there are more parameters than one array holds
   */
  public Network(List<Layer> layers) {
    this(layers, "auto");
  }

  private Network(List<Layer> layers, String gemm) {
    this.gemm = gemm;
    this.layers = new ArrayList<>(layers);
    weightOffsets = new int[layers.size() + 1];
    statisticOffsets = new int[layers.size() + 1];
    hidden = new int[layers.size()];
    Shape shape = layers.get(0).input();
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      if (!layer.takes(shape)) {
        throw new IllegalArgumentException(
            "layer %d (%s) expects %s inputs, the layer before it gives %s"
                .formatted(l + 1, layer, layer.input(), shape));
      }
      shape = layer.output(shape);
      boolean weighs = layer.parameters().stream().anyMatch(Parameter::decays);
      hidden[l] = (l == 0 ? 0 : hidden[l - 1]) + (weighs ? 1 : 0);
      weightOffsets[l + 1] = Math.addExact(weightOffsets[l], size(layer.parameters()));
      statisticOffsets[l + 1] = Math.addExact(statisticOffsets[l], size(layer.statistics()));
    }
  }

  /**
   * The same network with its products by another implementation.
   *
   * @param gemm the name of a {@link Gemm}
   */
  public Network multipliedBy(String gemm) {
    return new Network(layers, gemm);
  }

  /** The implementation of its products, in this JVM. */
  public Gemm gemm() {
    return Gemm.named(gemm);
  }

  public int inputs() {
    return input().size();
  }

  /** What its rows are; flat where only their length matters. */
  public Shape input() {
    return layers.get(0).input();
  }

  /** Whether it works on rows of a shape. */
  public boolean takes(Shape shape) {
    return layers.get(0).takes(shape);
  }

  public int outputs() {
    return layers.get(layers.size() - 1).outputs();
  }

  /** Number of weights, biases, gammas and betas. */
  public int parameters() {
    return weightOffsets[layers.size()];
  }

  /** Number of running statistics. */
  public int statistics() {
    return statisticOffsets[layers.size()];
  }

  /** The parameters by name. */
  public List<Tensor> weightTensors() {
    return tensors(Layer::parameters, weightOffsets);
  }

  /** The running statistics by name. */
  public List<Tensor> statisticTensors() {
    return tensors(Layer::statistics, statisticOffsets);
  }

  private List<Tensor> tensors(Function<Layer, List<Parameter>> of, int[] offsets) {
    List<Tensor> tensors = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      tensors.addAll(Tensor.of(of.apply(layers.get(l)), hidden[l], offsets[l]));
    }
    return tensors;
  }

  /** First weights: a pure function of the seed and each parameter's name and place. */
  public double[] initialWeights(Initializer initializer, long seed) {
    return initializer.firstWeights(weightTensors(), parameters(), seed);
  }

  /**
   * Scores in inference mode.
   *
   * @param running the running statistics
   * @return rows x classes, a buffer of the workspace
   */
  public Matrix scores(double[] weights, double[] running, Matrix x, Workspace workspace) {
    return scores(new Mode.Inference(), weights, running, x, workspace);
  }

  /**
   * Scores in either mode.
   *
   * @param statistics the running statistics, or in training what the batch statistics are added to
   * @return rows x classes, a buffer of the workspace
   */
  public Matrix scores(
      Mode mode, double[] weights, double[] statistics, Matrix x, Workspace workspace) {
    Matrix y = x;
    for (int l = 0; l < layers.size(); l++) {
      y = layers.get(l).forward(y, mode, place(l, weights, statistics, 0, workspace)).y();
    }
    return y;
  }

  /** The weight-decay term of the loss: {@code λ / 2} times the sum of the squared weights. */
  public double penalty(double[] weights, double weightDecay) {
    double squares = 0;
    for (Tensor tensor : decaying(weightDecay)) {
      for (int i = tensor.offset(), end = tensor.end(); i < end; i++) {
        squares += weights[i] * weights[i];
      }
    }
    return 0.5 * weightDecay * squares;
  }

  /** Adds the gradient of {@link #penalty}: λ times the weights, and nothing for the others. */
  public void addPenaltyGradient(double[] weights, double weightDecay, double[] gradient) {
    for (Tensor tensor : decaying(weightDecay)) {
      for (int i = tensor.offset(), end = tensor.end(); i < end; i++) {
        gradient[i] += weightDecay * weights[i];
      }
    }
  }

  /** The weight matrices; none where nothing decays. */
  private List<Tensor> decaying(double weightDecay) {
    return weightDecay == 0
        ? List.of()
        : weightTensors().stream().filter(t -> t.parameter().decays()).toList();
  }

  /** Length of the array that {@link #addGradient} adds to. */
  public int sumLength() {
    return parameters() + statistics() + 1;
  }

  /**
   * Adds what rows of a minibatch contribute to a step, summed over them: the gradient of the loss
   * (weight decay left out), the batch statistics and the loss, in this order.
   *
   * @param sum array of {@link #sumLength} elements
   */
  public void addGradient(
      double[] weights, Minibatch minibatch, Masks masks, Workspace workspace, double[] sum) {
    Mode mode = new Mode.Training(masks);
    Output[] outputs = new Output[layers.size()];
    Matrix y = minibatch.x();
    for (int l = 0; l < layers.size(); l++) {
      outputs[l] = layers.get(l).forward(y, mode, place(l, weights, sum, parameters(), workspace));
      y = outputs[l].y();
    }
    SoftmaxCrossEntropy.softmax(y);
    sum[sumLength() - 1] += SoftmaxCrossEntropy.loss(y, minibatch.labels());
    SoftmaxCrossEntropy.gradient(y, minibatch.labels());
    workspace.clock().lap(Part.FORWARD);
    for (int l = layers.size() - 1; l >= 0; l--) {
      y = outputs[l].pullback().apply(y, new Slice(sum, weightOffsets[l]), l > 0);
    }
    workspace.clock().lap(Part.BACKWARD);
  }

  private Place place(int l, double[] weights, double[] statistics, int from, Workspace workspace) {
    return new Place(
        new Slice(weights, weightOffsets[l]),
        new Slice(statistics, from + statisticOffsets[l]),
        hidden[l],
        gemm(),
        workspace);
  }

  private static int size(List<Parameter> parameters) {
    return parameters.stream().mapToInt(Parameter::size).reduce(0, Math::addExact);
  }
}
