package treecast.nn

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{Minibatch, Targets}
import treecast.linalg._
import treecast.nn.Layer.{Context, Output}

import java.io.{ByteArrayOutputStream, ObjectOutputStream}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** What single precision changes: floats in the place of doubles, and nothing else. */
class SinglePrecisionSpec extends AnyFunSuite {
  private val he = Initializer.of("he")
  private val masks = Masks.random(1, 0, 0, 0)

  private val networks: Seq[(String, Network)] = {
    def hidden(units: Int*) = units.map(Integer.valueOf).asJava
    val stage =
      new ConvolutionStage(new Shape(1, 9, 9), 4, Window.square(3, 1, 1), Window.square(2, 2, 0))
    val behind = new MultiLayerNet(stage.output.size, hidden(12), 5, Activation.RELU, he, 0)
    Layers.registry.names.asScala.toSeq.map { name =>
      val base = new MultiLayerNet(81, hidden(20, 17), 5, Activation.of(name), he, 0)
      name -> new MultiLayerNetExtend(base, true, 0.2).network()
    } :+ ("a convolution" -> new ConvolutionalNet(stage, new MultiLayerNetExtend(behind, true, 0.2)).network())
  }

  private def minibatch(network: Network, rows: Int): Minibatch = {
    val random = new Random(3)
    val x = Matrix.of(rows, network.inputs, Array.fill(rows * network.inputs)(random.nextInt(256) / 255f.toDouble): _*)
    new Minibatch(x, Array.fill(rows)(random.nextInt(network.outputs)))
  }

  private def sum(network: Network, gemm: String = "auto"): GradientAndLoss = {
    val weights = network.initialWeights(he, 1)
    val sum = network.gradientAndLoss
    network
      .multipliedBy(gemm)
      .addGradient(
        network.precision.of(weights),
        minibatch(network, 48),
        masks,
        new Workspace(network.precision),
        sum
      )
    sum
  }

  private def length(x: Seq[Double]) = math.sqrt(x.map(x => x * x).sum)

  for ((name, network) <- networks) {
    test(s"$name: gradients, statistics and loss in single precision are those in double precision, within 1e-4") {
      val (double, single) = (sum(network), sum(network.computedIn(Precision.SINGLE)))
      assert(single.array.precision == Precision.SINGLE)
      val got = single.array.widened.toSeq
      val expected = double.values.toSeq
      assert(got != expected, "rounding shows")
      val behind = network.parameters
      val statistics = network.statisticTensors.asScala.map(t => (t.name, t.offset + behind, t.end + behind))
      for ((name, from, end) <- network.weightTensors.asScala.map(t => (t.name, t.offset, t.end)) ++ statistics) {
        val Seq(g, e) = Seq(got, expected).map(_.slice(from, end))
        val difference = length(g.zip(e).map { case (a, b) => a - b })
        // A bias before batch norm has no gradient but rounding.
        assert(difference <= 1e-4 * math.max(length(e), 1e-2 * length(expected.take(behind))), name)
      }
      assert(single.weight == double.weight && math.abs(single.loss - double.loss) <= 1e-4 * double.loss)
    }

    test(s"$name: plain products give the bits of vector instructions") {
      val network1 = network.computedIn(Precision.SINGLE)
      assert(sum(network1, "plain").array.widened.toSeq == sum(network1).array.widened.toSeq)
    }
  }

  test("sums of shards are floats, added one by one along the tree, and take half the bytes") {
    val random = new Random(5)
    val shards = Seq.fill(5)(Array.fill(100)((random.nextGaussian() * math.pow(10, random.nextInt(8))).toFloat))
    def sums = shards.zipWithIndex.map { case (s, i) => GradientSum.of(i, 5, new FloatArray(s.clone())) }
    val expected = shards.transpose.map { s => ((s(0) + s(4)) + s(2)) + (s(1) + s(3)) }
    for (order <- Seq(0, 1, 2, 3, 4).permutations)
      assert(order.map(sums).reduce(_ plus _).total.floats.toSeq == expected)
    assert(sums.reduce(_ plus _).total.widened.toSeq == expected.map(_.toDouble))
    def bytes(sum: GradientSum) = {
      val written = new ByteArrayOutputStream
      val out = new ObjectOutputStream(written)
      out.writeObject(sum)
      out.close()
      written.size
    }
    val wide = GradientSum.of(0, 1, new DoubleArray(new Array(10000)))
    assert(math.abs(bytes(GradientSum.of(0, 1, new FloatArray(new Array(10000)))) - bytes(wide) / 2) < 100)
  }

  private trait Unary extends Layer {
    override def inputs: Int = 3
    override def outputs: Int = 3
  }

  private case class Elementwise() extends Unary {
    override def forward(x: Matrix, mode: Mode, at: Context): Output = {
      val y = at.workspace.matrix(x.rows, 3)
      for (i <- 0 until x.size) y.set(i, 2 * x.get(i))
      new Output(y, (dy, _, _) => dy)
    }
  }

  private case class OnArrays() extends Unary {
    override def forward(x: Matrix, mode: Mode, at: Context): Output =
      new Output(Matrix.of(x.rows, 3, x.values.take(x.size): _*), (dy, _, _) => dy)
  }

  private case class OfDoubles() extends Unary {
    override def forward(x: Matrix, mode: Mode, at: Context): Output =
      new Output(Matrix.zeros(x.rows, 3), (dy, _, _) => dy)
  }

  private case class BackOnArrays() extends Unary {
    override def forward(x: Matrix, mode: Mode, at: Context): Output =
      new Output(x, (dy, _, _) => Matrix.of(dy.rows, 3, dy.values.take(dy.size): _*))
  }

  private case class InferenceOnArrays() extends Unary {
    override def forward(x: Matrix, mode: Mode, at: Context): Output = Elementwise().forward(x, mode, at)

    override def inference(x: Matrix, at: Context): Inference = {
      val y = at.workspace.matrix(x.rows, 3)
      new Inference(y, () => System.arraycopy(x.values, x.offset, y.values, y.offset, x.size))
    }
  }

  private case class InferenceOfDoubles() extends Unary {
    override def forward(x: Matrix, mode: Mode, at: Context): Output = Elementwise().forward(x, mode, at)

    override def inference(x: Matrix, at: Context): Inference = {
      val y = Matrix.zeros(x.rows, 3)
      new Inference(y, () => for (i <- 0 until x.size) y.set(i, 2 * x.get(i)))
    }
  }

  private case class LossOnArrays() extends Objective {
    override def name = "on-arrays"
    override def toPredictions(scores: Matrix): Unit = ()
    override def loss(predictions: Matrix, targets: Targets): Double = predictions.values.sum
    override def toGradient(predictions: Matrix, targets: Targets): Unit = ()
  }

  test("layers and objectives that compute with elements work in single precision; those on arrays are refused") {
    SinglePrecision.require("elementwise", Elementwise())
    SinglePrecision.require("softmax", new SoftmaxCrossEntropy)
    val onArrays = Seq(OnArrays(), OfDoubles(), BackOnArrays(), InferenceOnArrays(), InferenceOfDoubles())
    for (layer <- onArrays) {
      val refused = intercept[IllegalArgumentException](SinglePrecision.require("some-layer", layer))
      assert(refused.getMessage == "expected double, as some-layer computes with arrays of doubles alone, found single")
    }
    intercept[IllegalArgumentException](SinglePrecision.require("some-loss", LossOnArrays()))
  }
}
