package treecast.nn;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import treecast.data.Minibatch;
import treecast.data.Targets;
import treecast.linalg.ArrayPool;
import treecast.linalg.Clock.Part;
import treecast.linalg.Gemm;
import treecast.linalg.Matrix;
import treecast.linalg.Shape;
import treecast.linalg.Workspace;
import treecast.nn.Layer.Output;

/**
 * Neural network: a sequence of layers and the objective of its training. Its parameters are one
 * flat array in the order of the layers, and so are its running statistics.
 */
public final class Network implements Serializable {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // a serialisable list, which the interface does not say
  private final List<Layer> layers;

  private final Layout layout;
  private final WeightDecay decay;
  private final TrainingLoss loss;
  private final String gemm;

  /** Network for classification, with the objective {@link SoftmaxCrossEntropy}. */
  public Network(List<Layer> layers) {
    this(layers, new SoftmaxCrossEntropy());
  }

  /**
   * Network of layers.
   *
   * @param objective loss of the training
   * @throws IllegalArgumentException if the shapes of consecutive layers do not fit, or if two
   *     tensors would have the same name
   * @throws ArithmeticException if there are more parameters than one array holds
   */
  public Network(List<Layer> layers, Objective objective) {
    this(layers, new TrainingLoss(objective, ClassWeights.NONE), "auto");
  }

  private Network(List<Layer> layers, TrainingLoss loss, String gemm) {
    this.loss = loss;
    this.gemm = gemm;
    this.layers = new ArrayList<>(layers);
    Layer.requireChain(layers);
    layout = new Layout(layers);
    decay = WeightDecay.on(layout.weights());
  }

  /** Copy with another implementation of matrix multiplication, the {@link Gemm} of a name. */
  public Network multipliedBy(String gemm) {
    return new Network(layers, loss, gemm);
  }

  /** Copy with another objective. */
  public Network trainedFor(Objective other) {
    return new Network(layers, new TrainingLoss(other, loss.weights()), gemm);
  }

  /** Copy in whose training the rows of each class count by a weight. */
  public Network weightedBy(ClassWeights weights) {
    return new Network(layers, new TrainingLoss(loss.objective(), weights), gemm);
  }

  /** Copy whose frozen batch norms normalise by running statistics in training, too. */
  public Network frozen(Frozen frozen, double[] running) {
    return new Network(layout.frozen(layers, frozen, running), loss, gemm);
  }

  /** Implementation of matrix multiplication in this JVM. */
  public Gemm gemm() {
    return Gemm.named(gemm);
  }

  /** Objective of the training, which defines the meaning of the scores. */
  public Objective objective() {
    return loss.objective();
  }

  /** How much a row counts in the training, by its class. */
  public ClassWeights classWeights() {
    return loss.weights();
  }

  /** Mean loss whose exact gradient the network computes, for gradient checks. */
  double exactLoss(Matrix scores, Targets targets) {
    return loss.exactMean(scores, targets);
  }

  public int inputs() {
    return input().size();
  }

  /** Shape of an input row; flat if only its length matters. */
  public Shape input() {
    return layers.get(0).input();
  }

  /** Whether the network accepts rows of a shape. */
  public boolean takes(Shape shape) {
    return layers.get(0).takes(shape);
  }

  public int outputs() {
    return layers.get(layers.size() - 1).outputs();
  }

  /** Number of parameters: weights, biases, gammas and betas. */
  public int parameters() {
    return layout.parameterCount();
  }

  /** Number of running statistics. */
  public int statistics() {
    return layout.statisticCount();
  }

  /** Parameters with their names and positions. */
  public List<Tensor> weightTensors() {
    return layout.weights();
  }

  /** Running statistics with their names and positions. */
  public List<Tensor> statisticTensors() {
    return layout.statistics();
  }

  /** Initial weights: a pure function of the seed and each parameter's position. */
  public double[] initialWeights(Initializer initializer, long seed) {
    return initializer.firstWeights(weightTensors(), parameters(), seed);
  }

  /** Scores in inference mode: rows x outputs, in a buffer of the workspace. */
  public Matrix scores(double[] weights, double[] running, Matrix x, Workspace workspace) {
    return scores(new Mode.Inference(), weights, running, x, workspace);
  }

  /**
   * Scores in either mode.
   *
   * @param statistics running statistics; in training, sums to which batch statistics are added
   * @return rows x outputs, a buffer of the workspace
   */
  public Matrix scores(
      Mode mode, double[] weights, double[] statistics, Matrix x, Workspace workspace) {
    Slice allWeights = new Slice(weights, 0);
    Slice allStatistics = new Slice(statistics, 0);
    Gemm products = gemm();
    Matrix y = x;
    for (int l = 0; l < layers.size(); l++) {
      Layer.Context at = layout.context(l, allWeights, allStatistics, products, workspace);
      y = layers.get(l).forward(y, mode, at).y();
    }
    return y;
  }

  /** Weight decay term of the loss: λ / 2 times the sum of the squared weights. */
  public double weightDecayLoss(double[] weights, double weightDecay) {
    return decay.of(weights, weightDecay);
  }

  /** Adds the gradient of the weight decay: λ times the weights; no other parameter decays. */
  public void addWeightDecayGradient(double[] weights, double weightDecay, double[] gradient) {
    decay.addGradient(weights, weightDecay, gradient);
  }

  /** Gradient, statistics and loss of no rows. */
  public GradientAndLoss gradientAndLoss() {
    return layout.gradientAndLoss(new double[layout.gradientAndLossLength()]);
  }

  /** Gradient, statistics and loss of no rows, in an array of a pool. */
  public GradientAndLoss gradientAndLoss(ArrayPool pool) {
    return layout.gradientAndLoss(pool.takeZeros(layout.gradientAndLossLength()));
  }

  /** Gradient, statistics and loss in an array that was received, of just this length; no copy. */
  public GradientAndLoss gradientAndLoss(double[] values) {
    return layout.gradientAndLoss(values);
  }

  /**
   * Forward and backward pass: adds gradient, batch statistics and loss of rows of a minibatch.
   *
   * @param sum receives the sums
   * @throws IllegalArgumentException if the objective does not take the minibatch's targets
   */
  public void addGradient(
      double[] weights,
      Minibatch minibatch,
      Masks masks,
      Workspace workspace,
      GradientAndLoss sum) {
    Mode mode = new Mode.Training(masks);
    Slice all = new Slice(weights, 0);
    Slice statistics = sum.statistics();
    Slice gradient = sum.gradient();
    Gemm products = gemm();
    Output[] outputs = new Output[layers.size()];
    Matrix y = minibatch.x();
    for (int l = 0; l < layers.size(); l++) {
      Layer.Context at = layout.context(l, all, statistics, products, workspace);
      outputs[l] = layers.get(l).forward(y, mode, at);
      y = outputs[l].y();
    }
    y = loss.add(y, minibatch, workspace, sum);
    workspace.clock().lap(Part.FORWARD);
    for (int l = layers.size() - 1; l >= 0; l--) {
      y = outputs[l].pullback().apply(y, layout.weights(l, gradient), l > 0);
    }
    workspace.clock().lap(Part.BACKWARD);
  }
}
