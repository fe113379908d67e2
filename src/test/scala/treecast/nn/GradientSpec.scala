package treecast.nn

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.Minibatch
import treecast.linalg.{DoubleArray, Gemm, Matrix, Precision, Shape, Window, Windows, Workspace}
import treecast.nn.Layer.Context

import scala.jdk.CollectionConverters._
import scala.util.Random

/** Every gradient against differences of the function that it belongs to. */
class GradientSpec extends AnyFunSuite {
  private val random = new Random(2024)

  /** All that are registered. */
  private val activations = Layers.registry.names.asScala.toSeq.map(Activation.of)

  /** Central differences at two distances, extrapolated, so that only errors of the fourth order are left. */
  private def numerical(f: Array[Double] => Double, x: Array[Double]): Array[Double] = {
    val h = 2e-4
    val near = GradientCheck.numericalGradient(f(_), x.clone(), h)
    val far = GradientCheck.numericalGradient(f(_), x.clone(), 2 * h)
    near.zip(far).map { case (n, f) => (4 * n - f) / 3 }
  }

  private def largest(x: Array[Double]) = x.map(_.abs).maxOption.getOrElse(0.0)

  private def difference(a: Array[Double], b: Array[Double]) = largest(a.zip(b).map { case (x, y) => x - y })

  private def normals(n: Int) = Array.fill(n)(random.nextGaussian())

  private val fixedMasks: Masks = (hidden: Int, _: Int, ratio: Double, mask: Matrix) => {
    val coins = new Random(hidden)
    for (i <- 0 until mask.size) mask.values()(mask.offset + i) = if (coins.nextDouble() > ratio) 1 else 0
  }

  /** One layer: y is made a number by weighing its elements. */
  private def holdsForLayer(layer: Layer, rows: Int, x: Array[Double]): Unit = {
    val weights = normals(layer.parameters.asScala.map(_.size).sum)
    val weighing = normals(rows * layer.outputs)
    def forward(weights: Array[Double], x: Array[Double]) = {
      val sums = new Slice(new Array[Double](layer.statistics.asScala.map(_.size).sum), 0)
      val at = new Context(new Slice(weights, 0), sums, 1, 0, Gemm.fastest(Precision.DOUBLE), new Workspace)
      layer.forward(Matrix.of(rows, layer.inputs, x: _*), new Mode.Training(fixedMasks), at)
    }
    def f(weights: Array[Double], x: Array[Double]) =
      forward(weights, x).y.toArray.zip(weighing).map { case (y, w) => y * w }.sum
    val dw = Array.fill(weights.length)(0.5) // what is there already has to stay
    val dy = Matrix.of(rows, layer.outputs, weighing.clone(): _*)
    val dx = forward(weights, x).pullback.apply(dy, new Slice(dw, 0), true).toArray
    val nx = numerical(f(weights, _), x)
    assert(difference(dx, nx) < 1e-7 * largest(nx), "with respect to the input")
    val nw = numerical(f(_, x), weights).map(_ + 0.5)
    assert(nw.isEmpty || difference(dw, nw) < 1e-7 * largest(nw.map(_ - 0.5)), "with respect to the weights")
  }

  for (rows <- Seq(1, 5, 9)) {
    test(s"affine, $rows rows")(holdsForLayer(new Affine(7, 4), rows, normals(rows * 7)))
    test(s"dropout with a fixed mask, $rows rows")(holdsForLayer(new Dropout(6, 0.4), rows, normals(rows * 6)))
    for (activation <- activations)
      test(s"${activation.name} away from a kink at 0, $rows rows") {
        holdsForLayer(activation.layer(6), rows, normals(rows * 6).map(x => x + 0.01 * x.sign))
      }
  }

  for (rows <- Seq(5, 8, 32))
    test(s"batch normalisation, $rows rows, means far from 0")(
      holdsForLayer(new BatchNorm(4), rows, normals(rows * 4).zipWithIndex.map { case (x, i) => 2 * x + i % 4 })
    )

  for {
    window <- Seq(new Window(2, 3, 1, 0), new Window(3, 3, 1, 1), new Window(3, 2, 2, 1), new Window(2, 2, 3, 0))
    (channels, rows) <- Seq(1 -> 1, 3 -> 4)
  } {
    val shape = new Shape(channels, 5, 6)
    test(s"convolution, $rows images of $shape, window of $window")(
      holdsForLayer(new Convolution(shape, window, 4), rows, normals(rows * shape.size))
    )
    // No two pixels are so near to each other that a difference might change their order.
    test(s"max pooling away from its kinks, $rows images of $shape, window of $window")(
      holdsForLayer(
        new MaxPooling(shape, window),
        rows,
        random.shuffle((0 until rows * shape.size).map(_ * 0.01 - 0.5)).toArray
      )
    )
  }

  for (shape <- Seq(new Shape(2, 3, 4), new Shape(4, 1, 1)); rows <- Seq(5, 8)) {
    def x = normals(rows * shape.size).zipWithIndex.map { case (x, i) => 2 * x + i % 5 }
    test(s"batch normalisation of channels, $rows images of $shape")(
      holdsForLayer(new ChannelBatchNorm(shape), rows, x)
    )
    test(s"batch normalisation of pixels, $rows images of $shape")(holdsForLayer(new BatchNorm(shape.size), rows, x))
  }

  for (norm <- Seq[Layer](new BatchNorm(4), new ChannelBatchNorm(new Shape(2, 3, 4))))
    test(s"frozen $norm, with respect to its input") {
      val channels = norm.parameters.get(0).size
      val frozen = new FrozenNorm(norm, normals(2 * channels).map(_.abs + 0.1))
      val (weights, weighing, x) = (normals(2 * channels), normals(5 * norm.inputs), normals(5 * norm.inputs))
      def forward(x: Array[Double]) = {
        val at = new Context(
          new Slice(weights, 0),
          new Slice(Array.empty[Double], 0),
          1,
          0,
          Gemm.fastest(Precision.DOUBLE),
          new Workspace
        )
        frozen.forward(Matrix.of(5, norm.inputs, x: _*), new Mode.Training(fixedMasks), at)
      }
      val dy = Matrix.of(5, norm.inputs, weighing.clone(): _*)
      val dx = forward(x).pullback.apply(dy, new Slice(Array.empty[Double], 0), true).toArray
      val nx = numerical(forward(_).y.toArray.zip(weighing).map { case (y, w) => y * w }.sum, x)
      assert(difference(dx, nx) < 1e-7 * largest(nx))
    }

  test("what nobody wants is not computed: the gradient of the first layer's input") {
    val at = new Context(
      new Slice(normals(8), 0),
      new Slice(Array.empty[Double], 0),
      1,
      0,
      Gemm.fastest(Precision.DOUBLE),
      new Workspace
    )
    val pass = new Affine(3, 2).forward(Matrix.of(4, 3, normals(12): _*), new Mode.Training(fixedMasks), at)
    val wanted, unwanted = new Array[Double](8)
    val dy = normals(8)
    pass.pullback.apply(Matrix.of(4, 2, dy.clone(): _*), new Slice(wanted, 0), true)
    val nothing = Matrix.of(4, 2, dy.clone(): _*)
    assert(pass.pullback.apply(nothing, new Slice(unwanted, 0), false) eq nothing)
    assert(wanted.sameElements(unwanted))
  }

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
