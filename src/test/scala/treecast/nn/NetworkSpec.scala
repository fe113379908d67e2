package treecast.nn

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.Minibatch
import treecast.linalg.{DoubleArray, Matrix, Precision, Shape, Window, Workspace}
import scala.jdk.CollectionConverters._
import scala.util.Random

class NetworkSpec extends AnyFunSuite {
  private def net(batchNorm: Boolean, dropout: Double, sizes: Int*): Network = {
    val hidden = sizes.init.tail.map(Int.box).asJava
    val base = new MultiLayerNet(sizes.head, hidden, sizes.last, Activation.RELU, Initializer.of("he"), 0)
    new MultiLayerNetExtend(base, batchNorm, dropout).network
  }

  private def values(network: Network, weights: Array[Double], name: String): Array[Double] = {
    val tensor = network.weightTensors.asScala.find(_.name == name).get
    weights.slice(tensor.offset, tensor.end)
  }

  private def mean(x: Array[Double]) = x.sum / x.length

  private def deviation(x: Array[Double]) = math.sqrt(mean(x.map(e => e * e)) - mean(x) * mean(x))

  test("parameters are named as the chapter names them, and lie one behind the other") {
    val network = net(batchNorm = true, 0.5, 7, 5, 4, 3)
    val tensors = network.weightTensors.asScala.toSeq
    assert(tensors.map(_.name) == Seq("W1", "b1", "gamma1", "beta1", "W2", "b2", "gamma2", "beta2", "W3", "b3"))
    assert(tensors.map(_.offset) == tensors.map(_.parameter.size).scanLeft(0)(_ + _).init)
    assert(tensors.last.end == network.parameters)
    assert(network.parameters == 7 * 5 + 5 + 2 * 5 + 5 * 4 + 4 + 2 * 4 + 4 * 3 + 3)
    val statistics = network.statisticTensors.asScala.map(_.name)
    assert(statistics == Seq("running_mean1", "running_var1", "running_mean2", "running_var2"))
    assert(net(batchNorm = false, 0, 7, 5, 4, 3).statisticTensors.isEmpty)
  }

  test("layers that do not fit are refused") {
    val problem = intercept[IllegalArgumentException](new Network(List[Layer](new Affine(3, 4), new Relu(5)).asJava))
    assert(problem.getMessage.contains("expects 5 inputs"))
  }

  test("images of another shape are refused, with the layer that wants it and the shape that it wants") {
    val image = new Shape(1, 8, 8)
    val convolution = new Convolution(image, Window.square(3, 1, 0), 4)
    val filtered = new Shape(4, 6, 6)
    val bad = Seq[(Seq[Layer], String)](
      Seq(convolution, new Relu(144), new MaxPooling(new Shape(4, 6, 5), Window.square(2, 2, 0))) ->
        "layer 3 (MaxPooling[input=4 x 6 x 5, window=2 x 2, stride 2, padding 0]) expects 4 x 6 x 5 inputs, the layer before it has 4 x 6 x 6 outputs",
      Seq(
        convolution,
        new ChannelBatchNorm(new Shape(6, 6, 4))
      ) -> "expects 6 x 6 x 4 inputs, the layer before it has 4 x 6 x 6 outputs",
      Seq(new Affine(64, 64), convolution) -> "expects 1 x 8 x 8 inputs, the layer before it has 64 outputs",
      Seq(convolution, new Affine(145, 3)) -> "expects 145 inputs, the layer before it has 4 x 6 x 6 outputs"
    )
    for ((layers, words) <- bad)
      assert(intercept[IllegalArgumentException](new Network(layers.asJava)).getMessage.contains(words))
    val good =
      Seq[Layer](
        convolution,
        new ChannelBatchNorm(filtered),
        new Relu(144),
        new MaxPooling(filtered, Window.square(2, 2, 0))
      )
    val network = new Network((good ++ Seq[Layer](new BatchNorm(36), new Dropout(36, 0.5), new Affine(36, 3))).asJava)
    assert(network.input == image && network.inputs == 64 && network.outputs == 3)
    assert(network.takes(image) && !network.takes(Shape.flat(64)) && !network.takes(new Shape(1, 4, 16)))
  }

  test("names go on through convolutions and affine layers; filters keep their extents and their fan-in") {
    val stage = new ConvolutionStage(new Shape(2, 8, 8), 50, new Window(3, 5, 1, 1), Window.square(2, 2, 0))
    val base =
      new MultiLayerNet(stage.output.size, List(Int.box(7)).asJava, 3, Activation.RELU, Initializer.of("he"), 0)
    val network = new ConvolutionalNet(stage, new MultiLayerNetExtend(base, true, 0.5)).network
    val names = network.weightTensors.asScala.map(_.name)
    assert(names == Seq("W1", "b1", "gamma1", "beta1", "W2", "b2", "gamma2", "beta2", "W3", "b3"))
    val filters = network.weightTensors.get(0).parameter
    assert(filters.shape.asScala == Seq(50, 2, 3, 5) && filters.fanIn == 30)
    assert((filters.rows, filters.columns, filters.size) == ((50, 30, 1500)))
    val w1 = values(network, network.initialWeights(Initializer.of("he"), 3), "W1")
    assert(math.abs(deviation(w1) - math.sqrt(2.0 / 30)) < 4 * math.sqrt(2.0 / 30) / math.sqrt(2 * 1500))
  }

  test("first weights have mean 0 and the initializer's deviation by fan-in; biases are 0, gammas 1, betas 0") {
    val network = net(batchNorm = true, 0, 300, 200, 100)
    for ((name, first, second) <- Seq(("he", math.sqrt(2.0 / 300), math.sqrt(2.0 / 200)), ("0.01", 0.01, 0.01))) {
      val weights = network.initialWeights(Initializer.of(name), 3)
      for ((matrix, expected) <- Seq("W1" -> first, "W2" -> second)) {
        val w = values(network, weights, matrix)
        val error = expected / math.sqrt(w.length.toDouble)
        assert(math.abs(mean(w)) < 4 * error)
        assert(math.abs(deviation(w) - expected) < 4 * error)
      }
      for (bias <- Seq("b1", "beta1", "b2")) assert(values(network, weights, bias).forall(_ == 0))
      assert(values(network, weights, "gamma1").forall(_ == 1))
    }
  }

  test("first weights are a pure function of the seed, and equal with and without batch norm and dropout") {
    val plain = net(batchNorm = false, 0, 30, 30, 30, 10)
    val extended = net(batchNorm = true, 0.5, 30, 30, 30, 10)
    val he = Initializer.of("he")
    val weights = plain.initialWeights(he, 7)
    assert(weights.sameElements(plain.initialWeights(he, 7)))
    for (name <- Seq("W1", "W2", "W3"))
      assert(values(plain, weights, name).sameElements(values(extended, extended.initialWeights(he, 7), name)))
    val others = Seq("W1", "W2").map(values(plain, weights, _).toSeq) ++
      Seq(8L, -7L, 7L << 32).map(seed => values(plain, plain.initialWeights(he, seed), "W1").toSeq)
    assert(others.map(_.take(5)).flatten.distinct.size == 25)
  }

  test("a deviation that would leave all weights equal, or is none, is refused") {
    assert(intercept[IllegalArgumentException](Initializer.of("0.0")).getMessage.contains("all-zero weights"))
    for (name <- Seq("-1", "NaN", "Infinity", "hee")) intercept[IllegalArgumentException](Initializer.of(name))
  }

  test("weight decay adds half of lambda times the squares of W alone, and lambda W to their gradients") {
    val network = net(batchNorm = true, 0, 2, 2, 1)
    val names = network.weightTensors.asScala.toSeq
    assert(names.map(_.name) == Seq("W1", "b1", "gamma1", "beta1", "W2", "b2"))
    val weights = Array[Double](1, 2, 3, 4, 10, 10, 10, 10, 10, 10, 5, 6, 10)
    assert(network.weightDecayLoss(weights, 0.2) == 0.5 * 0.2 * (1 + 4 + 9 + 16 + 25 + 36))
    assert(network.weightDecayLoss(weights, 0) == 0)
    val gradient = Array.fill(13)(1.0)
    network.addWeightDecayGradient(weights, 0.5, gradient)
    assert(gradient.toSeq == Seq(1.5, 2, 2.5, 3, 1, 1, 1, 1, 1, 1, 3.5, 4, 1))
  }

  private val random = new Random(5)
  private val batch =
    new Minibatch(Matrix.of(6, 4, Seq.fill(24)(random.nextGaussian()): _*), Array.fill(6)(random.nextInt(3)))
  private val noMasks: Masks = (_: Int, _: Int, _: Double, _: Matrix) => fail("there is no dropout here")

  private def sum(network: Network, weights: Array[Double], batch: Minibatch, workspace: Workspace = new Workspace) = {
    val sum = network.gradientAndLoss
    network.addGradient(new DoubleArray(weights), batch, noMasks, workspace, sum)
    sum.values
  }

  test("a prediction of a row does not depend on the rows beside it, and leaves the running statistics alone") {
    val network = net(batchNorm = true, 0.5, 4, 5, 3)
    val weights = network.initialWeights(Initializer.of("he"), 1)
    val running = Array.fill(network.statistics)(0.5 + random.nextDouble())
    val before = running.toSeq
    val together =
      network.scores(new DoubleArray(weights), new DoubleArray(running), batch.x, new Workspace).toArray.toSeq
    val alone = (0 until 6).flatMap { i =>
      val row = new Matrix(batch.x.values, batch.x.row(i), 1, 4)
      network.scores(new DoubleArray(weights), new DoubleArray(running), row, new Workspace).toArray
    }
    assert(together == alone)
    assert(running.toSeq == before)
  }

  test("gradients are sums over rows, added to what is there") {
    val network = net(batchNorm = false, 0, 4, 5, 3)
    val weights = network.initialWeights(Initializer.of("he"), 1)
    val whole = sum(network, weights, batch)
    val parts = (0 until 6).map { i =>
      sum(network, weights, new Minibatch(new Matrix(batch.x.values, batch.x.row(i), 1, 4), Array(batch.labels()(i))))
    }
    for (i <- whole.indices) assert(math.abs(whole(i) - parts.map(_(i)).sum) < 1e-13)
    val twice = whole.clone()
    network.addGradient(
      new DoubleArray(weights),
      batch,
      noMasks,
      new Workspace,
      network.gradientAndLoss(new DoubleArray(twice))
    )
    for (i <- whole.indices) assert(math.abs(twice(i) - 2 * whole(i)) < 1e-13)
  }

  for (precision <- Precision.values; batchNorm <- Seq(false, true))
    test(s"the gradient of the first rows replaces what the array held, in $precision, batch norm $batchNorm") {
      val network = net(batchNorm, 0, 4, 9, 17, 3).computedIn(precision)
      val weights = precision.of(network.initialWeights(Initializer.of("he"), 1))
      def first(gradient: Double) = {
        val sum = network.gradientAndLoss
        sum.array.fill(0, network.parameters, gradient)
        network.addGradient(weights, batch, noMasks, new Workspace(precision), sum)
        sum.array
      }
      val (zeros, others) = (first(0), first(Double.NaN))
      for (i <- 0 until zeros.length) assert(zeros.get(i) == others.get(i))
    }

  test("what a workspace was used for before changes no bit") {
    val network = net(batchNorm = true, 0, 4, 5, 3)
    val weights = network.initialWeights(Initializer.of("he"), 1)
    val fresh = sum(network, weights, batch)
    val used = new Workspace
    for (_ <- 1 to 40) used.array(500).fill(0, 500, Double.NaN)
    for (_ <- 1 to 40) java.util.Arrays.fill(used.integers(500), -1)
    assert(sum(network, weights, batch, used.reuse).sameElements(fresh))
  }
}
