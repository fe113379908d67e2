package treecast.nn

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.{Gemm, Matrix, Precision, Shape, Window, Workspace}
import treecast.nn.Layer.Context

import scala.jdk.CollectionConverters._

/** The gradient of every layer against differences of the function that it belongs to. */
class GradientSpec extends AnyFunSuite with Gradients {

  private val nothing = new Slice(Array.empty[Double], 0)

  private def context(weights: Array[Double], statistics: Slice = nothing) =
    new Context(new Slice(weights, 0), statistics, 1, 0, Gemm.fastest(Precision.DOUBLE), new Workspace)

  /** One layer: y is made a number by weighing its elements. */
  private def holdsForLayer(layer: Layer, rows: Int, x: Array[Double]): Unit = {
    val weights = normals(layer.parameters.asScala.map(_.size).sum)
    val weighing = normals(rows * layer.outputs)
    def forward(weights: Array[Double], x: Array[Double]) = {
      val sums = new Slice(new Array[Double](layer.statistics.asScala.map(_.size).sum), 0)
      layer.forward(Matrix.of(rows, layer.inputs, x: _*), new Mode.Training(fixedMasks), context(weights, sums))
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

  for (norm <- Seq[NormalisingLayer](new BatchNorm(4), new ChannelBatchNorm(new Shape(2, 3, 4))))
    test(s"frozen $norm, with respect to its input") {
      val channels = norm.parameters.get(0).size
      val frozen = new FrozenNorm(norm, normals(2 * channels).map(_.abs + 0.1))
      val (weights, weighing, x) = (normals(2 * channels), normals(5 * norm.inputs), normals(5 * norm.inputs))
      def forward(x: Array[Double]) = {
        frozen.forward(Matrix.of(5, norm.inputs, x: _*), new Mode.Training(fixedMasks), context(weights))
      }
      val dy = Matrix.of(5, norm.inputs, weighing.clone(): _*)
      val dx = forward(x).pullback.apply(dy, nothing, true).toArray
      val nx = numerical(forward(_).y.toArray.zip(weighing).map { case (y, w) => y * w }.sum, x)
      assert(difference(dx, nx) < 1e-7 * largest(nx))
    }

  test("what nobody wants is not computed: the gradient of the first layer's input") {
    val at = context(normals(8))
    val pass = new Affine(3, 2).forward(Matrix.of(4, 3, normals(12): _*), new Mode.Training(fixedMasks), at)
    val wanted, unwanted = new Array[Double](8)
    val dy = normals(8)
    pass.pullback.apply(Matrix.of(4, 2, dy.clone(): _*), new Slice(wanted, 0), true)
    val unread = Matrix.of(4, 2, dy.clone(): _*)
    assert(pass.pullback.apply(unread, new Slice(unwanted, 0), false) eq unread)
    assert(wanted.sameElements(unwanted))
  }
}
