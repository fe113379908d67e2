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
import treecast.nn.Layer.Context;
import treecast.nn.Layer.Output;

/**
 * A chain of layers that ends in scores, and the objective that it is trained with. All its
 * parameters are one flat array, in the order of the layers, and so are its running statistics.
 */
public final class Network implements Serializable {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // a serialisable list, which the interface does not say
  private final List<Layer> layers;

  private final Layout layout;
  private final WeightPenalty penalty;
  private final Objective objective;
  private final String gemm;

  /** Chains layers that tell classes apart: {@link SoftmaxCrossEntropy} is their objective. */
  public Network(List<Layer> layers) {
    this(layers, new SoftmaxCrossEntropy());
  }

  /**
   * Chains layers.
   *
   * @param objective what the scores of the last one are trained for
   * @throws IllegalArgumentException if a layer does not take what the one before it gives, or if
   *     two tensors would have one name
   * @throws ArithmeticException if there are more parameters than one array holds
   */
  public Network(List<Layer> layers, Objective objective) {
    this(layers, objective, "auto");
  }

  private Network(List<Layer> layers, Objective objective, String gemm) {
    this.objective = objective;
    this.gemm = gemm;
    this.layers = new ArrayList<>(layers);
    Layer.requireChain(layers);
    layout = new Layout(layers);
    penalty = WeightPenalty.on(layout.weights());
  }

  /** The same network with its products by another implementation, the {@link Gemm} of a name. */
  public Network multipliedBy(String gemm) {
    return new Network(layers, objective, gemm);
  }

  /** The same network, trained for another objective. */
  public Network trainedFor(Objective other) {
    return new Network(layers, other, gemm);
  }

  /** The implementation of its products, in this JVM. */
  public Gemm gemm() {
    return Gemm.named(gemm);
  }

  /** What it is trained for, which says what its scores mean. */
  public Objective objective() {
    return objective;
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

  /** First weights: a pure function of the seed and each parameter's place. */
  public double[] initialWeights(Initializer initializer, long seed) {
    return initializer.firstWeights(weightTensors(), parameters(), seed);
  }

  /**
   * Scores in inference mode.
   *
   * @param running the running statistics
   * @return rows x outputs, a buffer of the workspace
   */
  public Matrix scores(double[] weights, double[] running, Matrix x, Workspace workspace) {
    return scores(new Mode.Inference(), weights, running, x, workspace);
  }

  /**
   * Scores in either mode.
   *
   * @param statistics the running statistics, or in training what the batch statistics are added to
   * @return rows x outputs, a buffer of the workspace
   */
  public Matrix scores(
      Mode mode, double[] weights, double[] statistics, Matrix x, Workspace workspace) {
    Slice allWeights = new Slice(weights, 0);
    Slice allStatistics = new Slice(statistics, 0);
    Gemm products = gemm();
    Matrix y = x;
    for (int l = 0; l < layers.size(); l++) {
      Context at = layout.context(l, allWeights, allStatistics, products, workspace);
      y = layers.get(l).forward(y, mode, at).y();
    }
    return y;
  }

  /** The weight-decay term of the loss: {@code λ / 2} times the sum of the squared weights. */
  public double penalty(double[] weights, double weightDecay) {
    return penalty.of(weights, weightDecay);
  }

  /** Adds the gradient of {@link #penalty}: λ times the weights, and nothing for the others. */
  public void addPenaltyGradient(double[] weights, double weightDecay, double[] gradient) {
    penalty.addGradient(weights, weightDecay, gradient);
  }

  /** A contribution of no rows. */
  public Contribution contribution() {
    return layout.contribution(new double[layout.contributionLength()]);
  }

  /** A contribution of no rows, in an array of a pool. */
  public Contribution contribution(ArrayPool pool) {
    return layout.contribution(pool.takeZeros(layout.contributionLength()));
  }

  /**
   * The sections of an array that travelled, which is not copied.
   *
   * @throws IllegalArgumentException if it is not as long as a contribution to this network
   */
  public Contribution contribution(double[] values) {
    return layout.contribution(values);
  }

  /**
   * Adds what rows of a minibatch contribute to a step.
   *
   * @param sum a contribution to this network, which is added to
   * @throws IllegalArgumentException if the objective does not take the minibatch's targets
   */
  public void addGradient(
      double[] weights, Minibatch minibatch, Masks masks, Workspace workspace, Contribution sum) {
    Mode mode = new Mode.Training(masks);
    Slice all = new Slice(weights, 0);
    Slice statistics = sum.statistics();
    Slice gradient = sum.gradient();
    Gemm products = gemm();
    Output[] outputs = new Output[layers.size()];
    Matrix y = minibatch.x();
    for (int l = 0; l < layers.size(); l++) {
      Context at = layout.context(l, all, statistics, products, workspace);
      outputs[l] = layers.get(l).forward(y, mode, at);
      y = outputs[l].y();
    }
    y = addLoss(y, minibatch.targets(), workspace, sum);
    workspace.clock().lap(Part.FORWARD);
    for (int l = layers.size() - 1; l >= 0; l--) {
      y = outputs[l].pullback().apply(y, layout.weights(l, gradient), l > 0);
    }
    workspace.clock().lap(Part.BACKWARD);
  }

  /**
   * Adds the loss and returns its gradient with respect to the scores, which stay as they are: a
   * last layer that is an activation goes back through them.
   */
  private Matrix addLoss(Matrix scores, Targets targets, Workspace workspace, Contribution sum) {
    Matrix copy = workspace.matrix(scores.rows(), scores.columns());
    System.arraycopy(scores.values(), scores.offset(), copy.values(), copy.offset(), copy.size());
    objective.toPredictions(copy);
    sum.addLoss(objective.loss(copy, targets));
    objective.toGradient(copy, targets);
    return copy;
  }
}
