package treecast.nn

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.Minibatch
import treecast.linalg.RandomStream.Purpose
import treecast.linalg.{DoubleArray, Matrix, RandomStream, Shape, Window, Workspace}
import treecast.nn.Layer.{Output, Context}
import treecast.nn.Parameter.Role

import scala.collection.mutable.ListBuffer
import scala.jdk.CollectionConverters._

/** Random numbers belong to the place of a weight matrix or of a mask, and names to people and files. */
class IdentitySpec extends AnyFunSuite {

  /** A layer that has whatever parameters, statistics and masks a test wants, and hands its input on. */
  private class Own(
      units: Int,
      override val parameters: java.util.List[Parameter],
      override val statistics: java.util.List[Parameter] = List.empty[Parameter].asJava,
      override val masks: Int = 0
  ) extends Layer {
    override def inputs: Int = units
    override def outputs: Int = units
    override def forward(x: Matrix, mode: Mode, at: Context): Output = {
      mode match {
        case training: Mode.Training =>
          for (m <- 0 until masks)
            training.masks.fill(at.layerIndex, at.firstMask + m, 0.5, Matrix.zeros(x.rows, units))
        case _ =>
      }
      new Output(x, (dy: Matrix, _: Slice, _: Boolean) => dy)
    }
  }

  private def own(units: Int, symbols: String*) =
    new Own(units, symbols.map(new Parameter(_, Role.WEIGHT, units, units)).asJava)

  private def shift(symbols: String*) = symbols.map(new Parameter(_, Role.SHIFT, 1, 4)).asJava

  private def network(layers: Layer*) = new Network(layers.asJava)

  private val he = Initializer.of("he")

  private def values(net: Network, tensor: Tensor, seed: Long): Seq[Double] =
    net.initialWeights(he, seed).slice(tensor.offset, tensor.end).toSeq

  private def normals(tensor: Tensor, stream: RandomStream): Seq[Double] =
    (0 until tensor.parameter.size).map(i => math.sqrt(2.0 / tensor.parameter.fanIn) * stream.normal(i.toLong))

  /** Networks of every kind and setting. */
  private val today: Seq[Network] = for {
    batchNorm <- Seq(false, true)
    dropout <- Seq(0, 0.5)
    convolutional <- Seq(false, true)
  } yield {
    val stage = new ConvolutionStage(new Shape(2, 6, 6), 3, Window.square(3, 1, 0), Window.square(2, 2, 0))
    val inputs = if (convolutional) stage.output.size else 72
    val base = new MultiLayerNet(inputs, List(7, 6, 5).map(Int.box).asJava, 4, Activation.RELU, he, 0)
    val rest = new MultiLayerNetExtend(base, batchNorm, dropout)
    if (convolutional) new ConvolutionalNet(stage, rest).network else rest.network
  }

  test("the networks of the chapter keep their first weights: matrix k comes from stream k") {
    for (net <- today; seed <- Seq(1L, -5L)) {
      val matrices = net.weightTensors.asScala.toSeq.filter(_.parameter.decays)
      assert(matrices.map(_.name) == matrices.indices.map(k => s"W${k + 1}") && matrices.size >= 4)
      for ((tensor, k) <- matrices.zipWithIndex)
        assert(values(net, tensor, seed) == normals(tensor, RandomStream.of(Purpose.WEIGHTS, seed, k + 1)))
    }
  }

  private case class Asked(hidden: Int, index: Int, mask: Seq[Double])

  /** The masks of a training pass, with a seed, at a step, of a shard. */
  private def masks(net: Network, seed: Long = 3, step: Int = 4, shard: Int = 5): Seq[Asked] = {
    val asked = new ListBuffer[Asked]
    val random = Masks.random(seed, step, shard, 0)
    val recording: Masks = (hidden: Int, index: Int, ratio: Double, mask: Matrix) => {
      random.fill(hidden, index, ratio, mask)
      asked += Asked(hidden, index, mask.toArray.toSeq)
    }
    val rows = 9
    val x = Matrix.of(rows, net.inputs, Array.tabulate(rows * net.inputs)(i => math.sin(i.toDouble)): _*)
    val batch = new Minibatch(x, new Array[Int](rows))
    net.addGradient(new DoubleArray(net.initialWeights(he, 1)), batch, recording, new Workspace, net.gradientAndLoss)
    asked.toSeq
  }

  private def mask(stream: RandomStream, size: Int, ratio: Double = 0.5) =
    (0 until size).map(i => if (Dropout.keeps(stream.uniform(i.toLong), ratio)) 1.0 else 0.0)

  test("the networks of the chapter keep their masks: that of hidden layer k comes from stream k") {
    val all = today.map(masks(_))
    assert(all.map(_.size).distinct.toSet == Set(0, 3))
    for (asked <- all; one <- asked) {
      assert(one.index == 0)
      val stream = RandomStream.of(Purpose.DROPOUT, 3, 4, 5, one.hidden.toLong)
      assert(one.mask == mask(stream, one.mask.size))
    }
    assert(all.map(_.map(_.hidden)).toSet == Set(Nil, Seq(1, 2, 3), Seq(2, 3, 4)))
  }

  test("weight matrices of one layer have first values of their own, the first one those that it had alone") {
    val net = network(new Affine(4, 4), own(4, "W", "U", "V"), new Affine(4, 4))
    val tensors = net.weightTensors.asScala.toSeq.filter(_.parameter.decays)
    assert(tensors.map(_.name) == Seq("W1", "W2", "U2", "V2", "W3"))
    val each = tensors.map(values(net, _, 6))
    assert(each.flatten.distinct.size == 5 * 16)
    val alone = network(new Affine(4, 4), own(4, "W"), new Affine(4, 4))
    val before = alone.weightTensors.asScala.toSeq.filter(_.parameter.decays).map(values(alone, _, 6))
    assert(before == Seq(each.head, each(1), each(4)))
    assert(each(3) == normals(tensors(3), RandomStream.of(Purpose.WEIGHTS, 6, 2, 2)))
  }

  test("what stands between two weight matrices of a layer changes neither") {
    val weight = (symbol: String) => new Parameter(symbol, Role.WEIGHT, 4, 4)
    val between = network(new Own(4, List(weight("W"), new Parameter("b", Role.SHIFT, 1, 4), weight("U")).asJava))
    val plain = network(own(4, "W", "U"))
    for (i <- 0 to 1) {
      val Seq(a, b) = Seq(between, plain).map(n => values(n, n.weightTensors.asScala.filter(_.parameter.decays)(i), 2))
      assert(a == b)
    }
  }

  test("a symbol changes no number, whatever digits are in it") {
    val plain = network(new Affine(4, 4), own(4, "W"))
    for (symbol <- Seq("U", "W2_", "7", "W99999999999", "")) {
      val other = network(new Affine(4, 4), own(4, symbol))
      assert(other.weightTensors.get(2).name == symbol + "2")
      assert(other.initialWeights(he, 4).sameElements(plain.initialWeights(he, 4)))
    }
  }

  test("dropouts of one hidden layer have masks of their own, the first one that which it had alone") {
    def layers(more: Layer*) = network(
      Seq(new Dropout(4, 0.5), new Affine(4, 30), new Dropout(30, 0.5)) ++ more ++
        Seq(new Tanh(30), new Affine(30, 4), new Dropout(4, 0.5), new Affine(4, 3)): _*
    )
    val alone = masks(layers())
    val asked = masks(layers(new Dropout(30, 0.5), new Own(30, shift(), masks = 2), new Dropout(30, 0.5)))
    assert(alone.map(a => (a.hidden, a.index)) == Seq((0, 0), (1, 0), (2, 0)))
    assert(asked.map(a => (a.hidden, a.index)) == Seq((0, 0), (1, 0), (1, 1), (1, 2), (1, 3), (1, 4), (2, 0)))
    assert(asked.filter(_.index == 0) == alone)
    val first = asked.filter(_.hidden == 1)
    assert(first.map(_.mask).distinct.size == 5 && first.forall(_.mask.size == 270))
    for (one <- first.tail)
      assert(one.mask == mask(RandomStream.of(Purpose.DROPOUT, 3, 4, 5, 1, one.index.toLong), 270))
    for ((a, b) <- first.zip(first.tail))
      assert(a.mask.zip(b.mask).count { case (x, y) => x == y }.toDouble / 270 < 0.7)
  }

  test("layers of one hidden layer that have one symbol are counted in their names, in files as well") {
    val net = network(
      new BatchNorm(4),
      new Affine(4, 4),
      new BatchNorm(4),
      new Tanh(4),
      new BatchNorm(4),
      new Own(4, shift("beta", "c")),
      new Affine(4, 3)
    )
    val names = net.weightTensors.asScala.map(_.name).mkString(" ")
    assert(names == "gamma0 beta0 W1 b1 gamma1 beta1 gamma1_2 beta1_2 beta1_3 c1 W2 b2")
    assert(
      net.statisticTensors.asScala.map(_.name) ==
        Seq("running_mean0", "running_var0", "running_mean1", "running_var1", "running_mean1_2", "running_var1_2")
    )
  }

  test("two tensors of one name are refused in one line that says which") {
    val statistic = List(new Parameter("c", Role.STATISTIC, 1, 4)).asJava
    val eleven = own(4, "W1") +: Seq.fill(10)(own(4, "W"))
    val bad = Seq[(Seq[Layer], String)](
      Seq(own(4, "W", "U", "W")) -> "W1",
      Seq(new Affine(4, 4), new Own(4, shift("c", "c"))) -> "c1",
      Seq(new Affine(4, 4), new Own(4, shift("c"), statistic)) -> "c1",
      eleven -> "W11",
      Seq(own(4, "c"), new Own(4, shift("c")), own(4, "c1_")) -> "c1_2"
    )
    for ((layers, name) <- bad) {
      val message = intercept[IllegalArgumentException](network(layers: _*)).getMessage
      assert(message == s"expected tensors with different names, found two with the name $name")
    }
    network(eleven.tail: _*)
  }

  test("a network with several batch norms and dropouts behind one affine layer has the right gradient") {
    val net = network(
      new Affine(4, 6),
      new BatchNorm(6),
      new Tanh(6),
      new Dropout(6, 0.3),
      new BatchNorm(6),
      new Dropout(6, 0.3),
      new Affine(6, 3)
    )
    val x = Matrix.of(8, 4, Array.tabulate(32)(i => math.sin(3.0 * i)): _*)
    val batch = new Minibatch(x, Array.tabulate(8)(_ % 3))
    val check = new GradientCheck(net, net.initialWeights(Initializer.of("1"), 2), 0.1, batch, Masks.random(1, 0, 0, 0))
    for (tensor <- net.weightTensors.asScala if tensor.name != "b1")
      assert(check.relativeError(tensor, 99, 1) < 1e-5, tensor.name)
  }
}
