package treecast.golden

import org.scalatest.Assertions.fail
import treecast.data.{Minibatch, MinibatchSampling}
import treecast.linalg.{DoubleArray, Matrix, Workspace}
import treecast.nn._
import treecast.optim.Optimizer
import treecast.training.TrainingState
import treecast.testing.Plans

import scala.jdk.CollectionConverters._

/** A case's network, and the product's computations on it in the fixtures' terms. */
final class GoldenNetwork(config: Fields, inputs: Int, outputs: Int) {
  private val batchNorm = config.flag("use_batchnorm", otherwise = false)
  private val ratio = {
    val name = if (config.has("dropout_ration")) "dropout_ration" else "dropout_ratio"
    config.number(name, 0.5)
  }
  val dropout: Boolean = config.flag("use_dropout", otherwise = false)
  val initializer: Initializer =
    Initializer.of(if (config.has("weight_init_std")) config.text("weight_init_std") else "he")
  val weightDecay: Double = config.number("weight_decay_lambda", 0)
  private val base = new MultiLayerNet(
    inputs,
    config.numbers("hidden_size_list").ints.map(Int.box).toSeq.asJava,
    outputs,
    FunctionCases.activation(config.text("activation")),
    initializer,
    weightDecay
  )
  val network: Network =
    if (batchNorm || dropout) new MultiLayerNetExtend(base, batchNorm, if (dropout) ratio else 0).network
    else base.network

  /** The flat weights that a case names one by one. */
  def weights(params: Fields): Array[Double] = {
    val weights = new Array[Double](network.parameters)
    for (tensor <- network.weightTensors.asScala) {
      val value = params.numbers(tensor.name)
      if (value.shape != shape(tensor))
        fail(s"${tensor.name}: expected the shape ${shape(tensor)}, found ${value.shape}")
      System.arraycopy(value.values, 0, weights, tensor.offset, value.values.length)
    }
    params.requireAllRead()
    weights
  }

  private def shape(tensor: Tensor): Seq[Int] =
    if (tensor.parameter.role == Parameter.Role.WEIGHT) Seq(tensor.parameter.rows, tensor.parameter.columns)
    else Seq(tensor.parameter.columns)

  /** Holds flat weights, or anything as long, against a dictionary of parameters. */
  def matchWeights(expected: Fields, flat: Array[Double], within: Option[Tolerance] = None): Unit =
    matchTensors(expected, network.weightTensors.asScala.toSeq, flat, within)

  def matchStatistics(expected: Fields, statistics: Array[Double]): Unit =
    matchTensors(expected, network.statisticTensors.asScala.toSeq, statistics, None)

  private def matchTensors(
      expected: Fields,
      tensors: Seq[Tensor],
      flat: Array[Double],
      within: Option[Tolerance]
  ): Unit =
    for (tensor <- tensors) {
      if (!expected.has(tensor.name)) fail(s"${expected.path}.${tensor.name}: expected a value, found none")
      val got = Numbers(shape(tensor), flat.slice(tensor.offset, tensor.end))
      within.fold(expected.matches(tensor.name, got))(expected.matches(tensor.name, got, _))
    }

  /** What the product computes for one minibatch in training mode, divided by its rows, with the weight decay. */
  def lossAndGradient(weights: Array[Double], batch: Minibatch, masks: Masks): (Double, Array[Double]) = {
    val sum = network.gradientAndLoss
    network.addGradient(new DoubleArray(weights), batch, masks, new Workspace, sum)
    val gradient = sum.values.take(network.parameters).map(_ / batch.rows)
    network.addWeightDecayGradient(weights, weightDecay, gradient)
    (sum.loss / batch.rows + network.weightDecayLoss(weights, weightDecay), gradient)
  }

  def trainingScores(weights: Array[Double], x: Matrix, masks: Masks): Numbers = {
    val sums = new Array[Double](network.statistics)
    Numbers.of(
      network.scores(new Mode.Training(masks), new DoubleArray(weights), new DoubleArray(sums), x, new Workspace)
    )
  }

  /** In inference mode. */
  def scores(weights: Array[Double], statistics: Array[Double], x: Matrix): Matrix =
    network.scores(new DoubleArray(weights), new DoubleArray(statistics), x, new Workspace)

  /** The loss of a minibatch in inference mode. */
  def inferenceLoss(weights: Array[Double], statistics: Array[Double], batch: Minibatch): Double = {
    val y = scores(weights, statistics, batch.x)
    network.objective.toPredictions(y)
    network.objective.loss(y, batch.targets) / batch.rows + network.weightDecayLoss(weights, weightDecay)
  }

  /** A training of this network with minibatches from elsewhere. */
  def training(weights: Array[Double], optimizer: Optimizer, rate: Double): GoldenTraining =
    new GoldenTraining(this, weights, optimizer, rate)
}

/** A training along given minibatches and masks: what a trainer does with one shard, step by step. */
final class GoldenTraining(net: GoldenNetwork, weights: Array[Double], optimizer: Optimizer, rate: Double) {
  val state: TrainingState = TrainingState.startingFrom(plan(1), weights.clone())

  /** One step; the loss whose gradient it took, and that of the same minibatch afterwards, in inference mode. */
  def step(batch: Minibatch, masks: Masks): (Double, Double) = {
    val sum = net.network.gradientAndLoss
    net.network.addGradient(new DoubleArray(state.weights), batch, masks, Workspace.ofThisThread.reuse, sum)
    val before = state.advance(plan(batch.rows), GradientSum.of(0, 1, sum.array))
    (before, net.inferenceLoss(state.weights, state.statistics, batch))
  }

  private def plan(rows: Int) =
    Plans.of(
      net.network,
      rows = rows,
      batch = rows,
      steps = Int.MaxValue,
      initializer = net.initializer,
      optimizer = optimizer,
      rate = rate,
      weightDecay = net.weightDecay,
      sampling = MinibatchSampling.WITH_REPLACEMENT,
      seed = 0
    )
}
