package treecast.golden

import org.scalatest.Assertions.fail
import treecast.data.Targets
import treecast.linalg.{Gemm, Matrix, Precision, Workspace}
import treecast.nn.Layer.Context
import treecast.nn._

/** Single layers, forward and backward. */
object LayerCases {

  def affine(c: Case): Unit = {
    val x = c.inputs.numbers("x")
    val w = c.inputs.numbers("W")
    val b = c.inputs.numbers("b")
    val layer = new Affine(w.shape.head, w.shape.last)
    val pass = new Pass(layer, w.values ++ b.values, x, c.inputs.numbers("dout"))
    c.expected.matches("y", Numbers.of(pass.y))
    c.expected.matches("dx", x.like(pass.dx))
    c.expected.matches("dW", w.like(pass.dw.take(w.values.length)))
    c.expected.matches("db", b.like(pass.dw.drop(w.values.length)))
  }

  /** A layer without parameters that works element by element. */
  def elementwise(activation: Activation)(c: Case): Unit = {
    val x = c.inputs.numbers("x")
    val pass = new Pass(activation.layer(x.matrix.columns), Array.empty, x, c.inputs.numbers("dout"))
    c.expected.matches("y", x.like(pass.y.toArray))
    c.expected.matches("dx", x.like(pass.dx))
  }

  def softmaxWithLoss(c: Case): Unit = {
    val x = c.inputs.numbers("x")
    val oneHot = c.inputs.numbers("one_hot")
    val objective = new SoftmaxCrossEntropy
    for ((labels, suffix) <- Seq(c.inputs.numbers("labels").ints -> "", labelsOf(oneHot) -> "_one_hot")) {
      val y = x.matrix
      objective.toPredictions(y)
      if (suffix.isEmpty) c.expected.matches("y", Numbers.of(y))
      c.expected.matches("loss" + suffix, Numbers.of(objective.loss(y, new Targets.Labels(labels)) / y.rows))
      objective.toGradient(y, new Targets.Labels(labels))
      c.expected.matches("dx" + suffix, x.like(y.toArray.map(_ / y.rows)))
    }
  }

  /** Labels, given as integers or one-hot. */
  def labelsOf(t: Numbers): Array[Int] =
    if (t.shape.sizeIs > 1) Array.tabulate(t.matrix.rows)(t.matrix.largestInRow(_)) else t.ints

  def dropout(c: Case): Unit = {
    val x = c.inputs.numbers("x")
    val ratio = c.config.number("dropout_ratio", 0.5)
    val uniform = c.inputs.numbers("uniform")
    val mask = uniform.like(uniform.values.map(u => if (Dropout.keeps(u, ratio)) 1.0 else 0.0))
    c.inputs.matches("mask", mask)
    c.expected.matches("mask", mask)
    val layer = new Dropout(x.matrix.columns, ratio)
    val pass = new Pass(layer, Array.empty, x, c.inputs.numbers("dout"), masks(Map(1 -> mask)))
    c.expected.matches("y_train", x.like(pass.y.toArray))
    c.expected.matches("dx", x.like(pass.dx))
    c.expected.matches("y_inference", x.like(infer(layer, Array.empty, Array.empty, x).toArray))
  }

  /** Masks by the number of the hidden layer. */
  def masks(byHidden: Map[Int, Numbers]): Masks = (hidden: Int, _: Int, _: Double, mask: Matrix) => {
    val values = byHidden.getOrElse(hidden, fail(s"no dropout mask is given for hidden layer $hidden"))
    if (values.shape.take(1) != Seq(mask.rows) || values.values.length != mask.size)
      fail(s"hidden layer $hidden: a mask of ${values.shape.mkString("x")} for ${mask.rows}x${mask.columns} units")
    System.arraycopy(values.values, 0, mask.values, mask.offset, mask.size)
  }

  def batchNormalization(c: Case): Unit = {
    val gamma = c.inputs.numbers("gamma")
    val units = gamma.values.length
    val layer = new BatchNorm(units)
    val weights = gamma.values ++ c.inputs.numbers("beta").values
    if (c.config.number("eps", 1e-6) != 1e-6) fail("config.eps: batch normalisation has 1e-6 and no other")
    val momentum = c.config.number("momentum", BatchNorm.MOMENTUM)
    val running = runningAtFirst(c, "running_mean", units) ++ runningAtFirst(c, "running_var", units)
    val steps = c.inputs.objects("steps")
    val expected = c.expected.objects("steps")
    if (steps.size != expected.size) fail(s"${steps.size} steps are given, ${expected.size} are expected")
    for ((step, wanted) <- steps.zip(expected)) {
      val x = step.numbers("x")
      val pass = new Pass(layer, weights, x, step.numbers("dout"))
      BatchNorm.updateRunningStatistics(running, new Slice(pass.sums, 0), x.matrix.rows, momentum)
      wanted.matches("y", x.like(pass.y.toArray))
      wanted.matches("dx", x.like(pass.dx))
      wanted.matches("dgamma", gamma.like(pass.dw.take(units)))
      wanted.matches("dbeta", gamma.like(pass.dw.drop(units)))
      wanted.matches("running_mean", gamma.like(running.take(units)))
      wanted.matches("running_var", gamma.like(running.drop(units)))
    }
    val x = c.inputs.numbers("x_inference")
    c.expected.matches("y_inference", x.like(infer(layer, weights, running, x).toArray))
  }

  private def runningAtFirst(c: Case, name: String, units: Int): Array[Double] =
    if (c.inputs.has(name)) c.inputs.numbers(name).values else new Array[Double](units)

  /** One pass through a layer and back, in training mode. */
  private[golden] final class Pass(
      layer: Layer,
      weights: Array[Double],
      x: Numbers,
      dout: Numbers,
      masks: Masks = noMasks
  ) {
    val sums = new Array[Double](layer.statistics.stream.mapToInt(_.size).sum)
    val dw = new Array[Double](weights.length)
    private val output = layer.forward(x.matrix, new Mode.Training(masks), place(weights, sums))
    val y: Matrix = Matrix.of(output.y.rows, output.y.columns, output.y.toArray: _*)
    val dx: Array[Double] = output.pullback.apply(dout.matrix, new Slice(dw, 0), true).toArray
  }

  private def infer(layer: Layer, weights: Array[Double], running: Array[Double], x: Numbers): Matrix =
    layer.forward(x.matrix, new Mode.Inference, place(weights, running)).y

  private def place(weights: Array[Double], statistics: Array[Double]) =
    new Context(new Slice(weights, 0), new Slice(statistics, 0), 1, 0, Gemm.fastest(Precision.DOUBLE), new Workspace)

  private val noMasks: Masks = masks(Map.empty)
}
