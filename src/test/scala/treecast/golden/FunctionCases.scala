package treecast.golden

import org.scalatest.Assertions.fail
import treecast.data.Targets
import treecast.linalg.{Gemm, Matrix, Precision, Windows, Workspace}
import treecast.nn.Layer.Context
import treecast.nn._
import treecast.report.SmoothCurve

import scala.jdk.CollectionConverters._

/** Functions, and what is computed from activations. */
object FunctionCases {

  /** The expected fields name the functions. */
  def functions(c: Case): Unit = c.expected.names.foreach {
    case "y" =>
      val x = c.inputs.numbers("x")
      val y = if (x.shape.sizeIs > 1) lastAxis(x) else x.row
      new SoftmaxCrossEntropy().toPredictions(y)
      c.expected.matches("y", x.like(y.toArray))
    case "loss"         => crossEntropy(c, "loss", c.inputs.numbers("labels"))
    case "loss_one_hot" => crossEntropy(c, "loss_one_hot", c.inputs.numbers("one_hot"))
    case name =>
      val x = c.inputs.numbers("x")
      c.expected.matches(name, x.like(forward(activation(name).layer(x.values.length), Array.empty, x.row).toArray))
  }

  private def lastAxis(x: Numbers) =
    Matrix.of(x.shape.init.product, x.shape.last, x.values.clone(): _*)

  private def crossEntropy(c: Case, name: String, t: Numbers): Unit = {
    val y = c.inputs.numbers("y")
    val rows = if (y.shape.sizeIs > 1) y.matrix else y.row
    c.expected.matches(
      name,
      Numbers.of(new SoftmaxCrossEntropy().loss(rows, new Targets.Labels(LayerCases.labelsOf(t))) / rows.rows)
    )
  }

  def activation(name: String): Activation =
    if (Layers.registry.names.contains(name)) Activation.of(name) else fail(s"there is no activation $name")

  /** config.function names the function. */
  def util(c: Case): Unit = c.config.text("function") match {
    case "smooth_curve" =>
      c.expected.matches("y", Numbers.list(SmoothCurve.of(c.inputs.numbers("x").values: _*)))
    case "kaiser" =>
      val window = SmoothCurve.kaiser(c.config.int("n"), c.config.number("beta"))
      c.expected.matches("window", Numbers.list(window))
      c.expected.matches("normalised", Numbers.list(window.map(_ / window.sum)))
    case "conv_output_size" =>
      val Seq(input, filter, stride, pad) =
        Seq("input_size", "filter_size", "stride", "pad").map(c.config.int)
      c.expected.matches("value", Numbers.of(Windows.positions(input, filter, stride, pad)))
    case "numerical_gradient" =>
      val x = c.inputs.numbers("x")
      val f = function(c.config.text("f"))
      val gradient = GradientCheck.numericalGradient(x => f(x), x.values.clone(), c.config.number("h", 1e-4))
      c.expected.matches("grad", x.like(gradient))
    case other => fail(s"config.function: there is no function $other")
  }

  private def function(formula: String): Array[Double] => Double = formula match {
    case "sum(x^2)"               => _.map(x => x * x).sum
    case "sum(x^3) + prod(x)"     => x => x.map(e => e * e * e).sum + x.product
    case "sum(exp(0.3 x) sin(x))" => _.map(x => math.exp(0.3 * x) * math.sin(x)).sum
    case other                    => fail(s"config.f: the function $other is not known here")
  }

  def activationStatistics(c: Case): Unit = {
    val bins = c.config.int("bins")
    val Array(from, to) = c.config.numbers("range").values
    val weights = c.inputs.list("weights")
    val expected = c.expected.objects("layers")
    if (weights.size != expected.size) fail(s"${weights.size} layers are given, ${expected.size} are expected")
    var z = c.inputs.numbers("x").matrix
    for ((w, layer) <- weights.zip(expected)) {
      val affine = new Affine(w.shape.head, w.shape.last)
      val scores = forward(affine, w.values ++ new Array[Double](affine.outputs), z)
      z = forward(activation(c.config.text("activation")).layer(affine.outputs), Array.empty, scores)
      val statistics = ActivationStatistics.of(z, bins, from, to)
      layer.matches("mean", Numbers.of(statistics.mean))
      layer.matches("std", Numbers.of(statistics.deviation))
      layer.matches("share_lt_0_05", Numbers.of(statistics.low))
      layer.matches("share_gt_0_95", Numbers.of(statistics.high))
      layer.matches("share_zero", Numbers.of(statistics.zero))
      layer.matches("hist", Numbers.list(statistics.histogram.map(_.toDouble)))
    }
  }

  private def forward(layer: Layer, weights: Array[Double], x: Matrix): Matrix = {
    val at = new Context(
      new Slice(weights, 0),
      new Slice(Array.empty[Double], 0),
      1,
      0,
      Gemm.fastest(Precision.DOUBLE),
      new Workspace
    )
    layer.forward(x, new Mode.Inference, at).y
  }

  def weightInitScale(c: Case): Unit = {
    val sizes = c.config.numbers("sizes").ints
    val initializer = Initializer.of(c.config.text("weight_init_std"))
    val hidden = sizes.slice(1, sizes.length - 1).map(Int.box).toSeq.asJava
    val network = new MultiLayerNet(sizes.head, hidden, sizes.last, Activation.RELU, initializer, 0).network
    val matrices = network.weightTensors.asScala.map(_.parameter).filter(_.role == Parameter.Role.WEIGHT)
    c.expected.matches("scale_per_layer", Numbers.list(matrices.map(w => initializer.standardDeviation(w.fanIn))))
  }
}
