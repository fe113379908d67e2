package treecast.nn;

import java.io.Serializable;
import java.util.List;
import treecast.data.Minibatch;
import treecast.linalg.ArrayPool;
import treecast.linalg.Clock.Part;
import treecast.linalg.FlatArray;
import treecast.linalg.Gemm;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;
import treecast.linalg.Shape;
import treecast.linalg.Workspace;

/**
 * Neural network: a sequence of layers and the objective of its training. Its parameters are one
 * flat array in the order of the layers, and so are its running statistics.
 */
public final class Network implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Layout layout;
  private final LayerPasses passes;
  private final WeightDecay decay;
  private final TrainingLoss loss;
  private final String gemm;
  private final Precision precision;

  /** Network for classification, with the objective {@link SoftmaxCrossEntropy}. */
  public Network(List<Layer> layers) {
    this(layers, new SoftmaxCrossEntropy());
  }

  /**
   * Network of layers, trained for an objective.
   *
   * @throws IllegalArgumentException if shapes of consecutive layers or names of tensors clash
   * @throws ArithmeticException if there are more parameters than one array holds
   */
  public Network(List<Layer> layers, Objective objective) {
    this(layers, new TrainingLoss(objective, ClassWeights.NONE), "auto", Precision.DOUBLE);
  }

  private Network(List<Layer> layers, TrainingLoss loss, String gemm, Precision precision) {
    this.loss = loss;
    this.gemm = gemm;
    this.precision = precision;
    Layer.requireChain(layers);
    layout = new Layout(layers);
    passes = new LayerPasses(layers, layout);
    decay = WeightDecay.on(layout.weights());
  }

  /** Copy with another implementation of matrix multiplication, the {@link Gemm} of a name. */
  public Network multipliedBy(String gemm) {
    return new Network(passes.layers(), loss, gemm, precision);
  }

  /** Copy that computes in another precision. */
  public Network computedIn(Precision other) {
    return new Network(passes.layers(), loss, gemm, other);
  }

  /** Precision in which the network computes scores and gradients. */
  public Precision precision() {
    return precision;
  }

  /** Copy with another objective. */
  public Network trainedFor(Objective other) {
    return new Network(passes.layers(), new TrainingLoss(other, loss.weights()), gemm, precision);
  }

  /** Copy in whose training the rows of each class count by a weight. */
  public Network weightedBy(ClassWeights weights) {
    TrainingLoss weighted = new TrainingLoss(loss.objective(), weights);
    return new Network(passes.layers(), weighted, gemm, precision);
  }

  /** Copy whose frozen batch norms normalise by running statistics in training, too. */
  public Network frozen(Frozen frozen, double[] running) {
    List<Layer> some = passes.freezable().by(frozen, running);
    return new Network(some, loss, gemm, precision);
  }

  LayerPasses passes() {
    return passes;
  }

  /** Implementation of matrix multiplication in this JVM. */
  public Gemm gemm() {
    return Gemm.named(gemm, precision);
  }

  /** Objective of the training, which defines the meaning of the scores. */
  public Objective objective() {
    return loss.objective();
  }

  /** How much a row counts in the training, by its class. */
  public ClassWeights classWeights() {
    return loss.weights();
  }

  TrainingLoss loss() {
    return loss;
  }

  public int inputs() {
    return input().size();
  }

  /** Shape of an input row; flat if only its length matters. */
  public Shape input() {
    return passes.layers().get(0).input();
  }

  /** Whether the network accepts rows of a shape. */
  public boolean takes(Shape shape) {
    return passes.layers().get(0).takes(shape);
  }

  public int outputs() {
    return passes.layers().get(passes.layers().size() - 1).outputs();
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
  public Matrix scores(FlatArray weights, FlatArray running, Matrix x, Workspace workspace) {
    return scores(new Mode.Inference(), weights, running, x, workspace);
  }

  /**
   * Scores in either mode: rows x outputs, in a buffer of the workspace.
   *
   * @param statistics running statistics; in training, sums to which batch statistics are added
   */
  public Matrix scores(
      Mode mode, FlatArray weights, FlatArray statistics, Matrix x, Workspace workspace) {
    Layer.Output[] outputs =
        passes.forward(mode, weights, new Slice(statistics, 0), x.in(precision), gemm(), workspace);
    return outputs[outputs.length - 1].y();
  }

  /** Inference for a number of rows, in buffers of its own. */
  public NetworkInference inference(FlatArray weights, FlatArray running, int rows) {
    return passes.inference(weights, running, Matrix.zeros(rows, inputs(), precision), gemm());
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
    return layout.gradientAndLoss(precision.zeros(layout.gradientAndLossLength()));
  }

  /** The same in an array of a pool, but the gradient is undefined until rows are added. */
  public GradientAndLoss gradientAndLoss(ArrayPool pool) {
    return layout.gradientAndLoss(pool.take(precision, layout.gradientAndLossLength())).cleared();
  }

  /** Gradient, statistics and loss in an array that was received, of just this length; no copy. */
  public GradientAndLoss gradientAndLoss(FlatArray array) {
    return layout.gradientAndLoss(array);
  }

  /**
   * Forward and backward pass: adds gradient, batch statistics and loss of rows of a minibatch.
   *
   * @param weights flat weights in this network's precision, as its workspace and its sums are
   * @throws IllegalArgumentException if the objective does not take the minibatch's targets
   */
  public void addGradient(
      FlatArray weights,
      Minibatch minibatch,
      Masks masks,
      Workspace workspace,
      GradientAndLoss sum) {
    boolean first = sum.weight() == 0;
    Mode mode = new Mode.Training(masks);
    Matrix x = minibatch.x().in(precision);
    Layer.Output[] outputs = passes.forward(mode, weights, sum.statistics(), x, gemm(), workspace);
    Matrix dy = loss.add(outputs[outputs.length - 1].y(), minibatch, workspace, sum);
    workspace.clock().lap(Part.FORWARD);
    passes.backward(outputs, dy, sum.gradient(), first);
    workspace.clock().lap(Part.BACKWARD);
  }
}
