package treecast.nn

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.Minibatch
import treecast.linalg.{DoubleArray, Matrix, Precision, Shape, Window, Windows, Workspace}

import scala.jdk.CollectionConverters._

/** The gradient of whole networks against differences of their loss. */
class NetworkGradientSpec extends AnyFunSuite with Gradients {

  private def network(layers: Seq[Layer]) = new Network(layers.asJava)

  /** The layers of a network with these parts, as a list of which any beginning is a network as well. */
  private def layers(activation: Activation, batchNorm: Boolean, ratio: Double): Seq[Layer] = {
    val hidden = Seq(6 -> 5, 5 -> 4).flatMap { case (inputs, units) =>
      Seq(new Affine(inputs, units)) ++
        (if (batchNorm) Seq(new BatchNorm(units)) else Nil) ++
        Seq(activation.layer(units)) ++
        (if (ratio > 0) Seq(new Dropout(units, ratio)) else Nil)
    }
    hidden :+ new Affine(4, 3)
  }

  private def trainingScores(network: Network, weights: Array[Double], x: Matrix) =
    network.scores(
      new Mode.Training(fixedMasks),
      new DoubleArray(weights),
      Precision.DOUBLE.zeros(network.statistics),
      x,
      new Workspace
    )

  /** Whether no ReLU meets a value so near to 0 that a difference might straddle its kink. */
  private def isAwayFromKinks(layers: Seq[Layer], weights: Array[Double], x: Matrix): Boolean =
    layers.indices.filter(layers(_).isInstanceOf[Relu]).forall { l =>
      trainingScores(network(layers.take(l)), weights, x).toArray.forall(_.abs > 0.01)
    }

  /** The exact mean cross-entropy, without the 1e-7 of which the gradient knows nothing, plus the penalty. */
  private def exactLoss(network: Network, weights: Array[Double], decay: Double, batch: Minibatch): Double = {
    val scores = trainingScores(network, weights, batch.x)
    val losses = for (i <- 0 until scores.rows) yield {
      val row = (0 until scores.columns).map(scores.get(i, _))
      row.max + math.log(row.map(s => math.exp(s - row.max)).sum) - row(batch.labels()(i))
    }
    losses.sum / batch.rows + network.weightDecayLoss(weights, decay)
  }

  private def holdsForNetwork(net: Network, weights: Array[Double], decay: Double, batch: Minibatch): Unit = {
    val sum = net.gradientAndLoss
    net.addGradient(new DoubleArray(weights), batch, fixedMasks, new Workspace, sum)
    val gradient = sum.values.take(net.parameters).map(_ / batch.rows)
    net.addWeightDecayGradient(weights, decay, gradient)
    val differences = numerical(exactLoss(net, _, decay, batch), weights)
    for (tensor <- net.weightTensors.asScala) {
      val Seq(got, expected) = Seq(gradient, differences).map(_.slice(tensor.offset, tensor.end))
      // A bias before batch norm has gradient 0: it is held against the others.
      val scale = math.max(largest(expected), 1e-3 * largest(differences))
      assert(difference(got, expected) < 1e-7 * scale, tensor.name)
    }
  }

  for {
    activation <- activations
    batchNorm <- Seq(false, true)
    ratio <- Seq(0.0, 0.3)
    decay <- Seq(0.0, 0.1)
  } test(s"a network with ${activation.name}, batch norm $batchNorm, dropout $ratio, weight decay $decay") {
    val chain = layers(activation, batchNorm, ratio)
    val base =
      new MultiLayerNet(6, List(5, 4).map(Int.box).asJava, 3, activation, Initializer.of("he"), decay)
    val net = new MultiLayerNetExtend(base, batchNorm, ratio).network
    val batch = new Minibatch(Matrix.of(7, 6, normals(42): _*), Array(0, 1, 2, 2, 1, 0, 2))
    val weights = Iterator
      .from(1)
      .map(seed => net.initialWeights(base.initializer, seed.toLong).map(_ + 0.3 * random.nextGaussian()))
      .find(isAwayFromKinks(chain, _, batch.x))
      .get
    holdsForNetwork(net, weights, decay, batch)
  }

  test("the gradient check agrees for a smooth network, for all elements and for some") {
    val base = new MultiLayerNet(6, List(5, 4).map(Int.box).asJava, 3, Activation.TANH, Initializer.of("xavier"), 0.1)
    val net = new MultiLayerNetExtend(base, true, 0.3).network
    val batch = new Minibatch(Matrix.of(7, 6, normals(42): _*), Array(0, 1, 2, 2, 1, 0, 2))
    val check = new GradientCheck(net, net.initialWeights(base.initializer, 1), 0.1, batch, fixedMasks)
    for (tensor <- net.weightTensors.asScala if !tensor.name.matches("b[12]"); samples <- Seq(3, 1000))
      assert(check.relativeError(tensor, samples, 5) < 1e-5, tensor.name)
  }

  /** Whether in no window of a pooling the largest two values are so near that a difference might change them. */
  private def isAwayFromTies(
      stage: ConvolutionStage,
      layers: Seq[Layer],
      weights: Array[Double],
      x: Matrix
  ): Boolean = {
    val l = layers.indexWhere(_.isInstanceOf[MaxPooling])
    val pooling = layers(l).asInstanceOf[MaxPooling]
    val windows = new Windows(new Shape(1, pooling.input.height, pooling.input.width), stage.pool)
    val columns = Matrix.zeros(windows.size, windows.positions)
    val y = trainingScores(network(layers.take(l)), weights, x)
    (0 until y.size by pooling.input.pixels).forall { channel =>
      windows.im2col(y.array, y.offset + channel, columns)
      (0 until windows.positions).forall { place =>
        val Seq(first, second) = (0 until windows.size).map(columns.get(_, place)).sorted.reverse.take(2)
        first - second > 2e-3
      }
    }
  }

  for (batchNorm <- Seq(false, true)) test(s"a convolutional network away from its ties, batch norm $batchNorm") {
    val stage = new ConvolutionStage(new Shape(2, 4, 5), 3, new Window(3, 2, 1, 1), Window.square(2, 2, 0))
    val inputs = stage.output.size
    val base = new MultiLayerNet(inputs, List(5).map(Int.box).asJava, 3, Activation.TANH, Initializer.of("xavier"), 0.1)
    val connected = new MultiLayerNetExtend(base, batchNorm, 0.3)
    val chain = stage.layers(Activation.TANH, batchNorm).asScala.toSeq ++ connected.layers.asScala
    val net = new ConvolutionalNet(stage, connected).network
    val batch = new Minibatch(Matrix.of(4, 40, normals(160): _*), Array(0, 1, 2, 2))
    val weights = Iterator
      .from(1)
      .map(seed => net.initialWeights(base.initializer, seed.toLong))
      .find(isAwayFromTies(stage, chain, _, batch.x))
      .get
    holdsForNetwork(net, weights, 0.1, batch)
  }
}
