package treecast.nn;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import treecast.data.Minibatch;
import treecast.linalg.ArrayPool;
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
  private final Layout layout;
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
    Shape shape = layers.get(0).input();
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      if (!layer.takes(shape)) {
        throw new IllegalArgumentException(
            "layer %d (%s) expects %s inputs, the layer before it gives %s"
                .formatted(l + 1, layer, layer.input(), shape));
      }
      shape = layer.output(shape);
    }
    layout = new Layout(layers);
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
    return layout.parameterCount();
  }

  /** Number of running statistics. */
  public int statistics() {
    return layout.statisticCount();
  }

  /** The parameters by name. */
  public List<Tensor> weightTensors() {
    return layout.weights();
  }

  /** The running statistics by name. */
  public List<Tensor> statisticTensors() {
    return layout.statistics();
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
    Slice allWeights = new Slice(weights, 0);
    Slice allStatistics = new Slice(statistics, 0);
    Matrix y = x;
    for (int l = 0; l < layers.size(); l++) {
      y = layers.get(l).forward(y, mode, place(l, allWeights, allStatistics, workspace)).y();
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

  /** A contribution of no rows. */
  public Contribution contribution() {
    return contribution(new double[layout.contributionLength()]);
  }

  /** A contribution of no rows, in an array of a pool. */
  public Contribution contribution(ArrayPool pool) {
    return contribution(pool.takeZeros(layout.contributionLength()));
  }

  /**
   * The sections of an array that travelled.
   *
   * @param values not copied
   * @throws IllegalArgumentException if it is not as long as a contribution to this network
   */
  public Contribution contribution(double[] values) {
    return layout.contribution(values);
  }

  /**
   * Adds what rows of a minibatch contribute to a step.
   *
   * @param sum a contribution to this network, which is added to
   */
  public void addGradient(
      double[] weights, Minibatch minibatch, Masks masks, Workspace workspace, Contribution sum) {
    Mode mode = new Mode.Training(masks);
    Slice all = new Slice(weights, 0);
    Slice statistics = sum.statistics();
    Slice gradient = sum.gradient();
    Output[] outputs = new Output[layers.size()];
    Matrix y = minibatch.x();
    for (int l = 0; l < layers.size(); l++) {
      outputs[l] = layers.get(l).forward(y, mode, place(l, all, statistics, workspace));
      y = outputs[l].y();
    }
    SoftmaxCrossEntropy.softmax(y);
    sum.addLoss(SoftmaxCrossEntropy.loss(y, minibatch.labels()));
    SoftmaxCrossEntropy.gradient(y, minibatch.labels());
    workspace.clock().lap(Part.FORWARD);
    for (int l = layers.size() - 1; l >= 0; l--) {
      y = outputs[l].pullback().apply(y, layout.weights(l, gradient), l > 0);
    }
    workspace.clock().lap(Part.BACKWARD);
  }

  private Place place(int l, Slice weights, Slice statistics, Workspace workspace) {
    return new Place(
        layout.weights(l, weights),
        layout.statistics(l, statistics),
        layout.hidden(l),
        gemm(),
        workspace);
  }
}
