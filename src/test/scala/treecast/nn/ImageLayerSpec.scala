package treecast.nn

import com.sun.management.ThreadMXBean
import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.{Gemm, Matrix, Precision, Shape, Window, Windows, Workspace}
import treecast.nn.Layer.Context

import java.lang.management.ManagementFactory
import scala.jdk.CollectionConverters._
import scala.util.Random

/** Convolution, pooling and batch norm of images against their definitions, and what they cost in memory. */
class ImageLayerSpec extends AnyFunSuite {
  private val random = new Random(17)
  private val noMasks: Masks = (_: Int, _: Int, _: Double, _: Matrix) => fail("there is no dropout here")
  private val training = new Mode.Training(noMasks)

  private def normals(n: Int) = Array.fill(n)(random.nextGaussian())

  private def size(parameters: java.util.List[Parameter]) = parameters.asScala.map(_.size).sum

  private def place(
      layer: Layer,
      weights: Array[Double],
      gemm: String = "auto",
      workspace: Workspace = new Workspace,
      statistics: Array[Double] = Array.empty
  ) =
    new Context(new Slice(weights, 0), new Slice(statistics, 0), 1, 0, Gemm.named(gemm, Precision.DOUBLE), workspace)

  /** Element (c, y, x) of row i, and outside of the image something else. */
  private def pixel(x: Matrix, shape: Shape, i: Int, c: Int, y: Int, across: Int, outside: Double): Double =
    if (y < 0 || y >= shape.height || across < 0 || across >= shape.width) outside
    else x.get(i, (c * shape.height + y) * shape.width + across)

  private val windows =
    Seq(new Window(2, 3, 1, 0), new Window(3, 3, 1, 1), new Window(3, 2, 2, 1), new Window(5, 4, 3, 2))

  test("a convolution is the sum over channels and window, plus the bias, at every place") {
    for (window <- windows; channels <- Seq(1, 3); rows <- Seq(1, 4)) {
      val shape = new Shape(channels, 7, 6)
      val layer = new Convolution(shape, window, 5)
      val output = layer.output(shape)
      val weights = normals(size(layer.parameters))
      val x = Matrix.of(rows, shape.size, normals(rows * shape.size): _*)
      val y = layer.forward(x, training, place(layer, weights)).y
      assert(y.rows == rows && y.columns == output.size && layer.outputs == output.size && output.channels == 5)
      for (i <- 0 until rows; f <- 0 until 5; oy <- 0 until output.height; ox <- 0 until output.width) {
        val terms = for (c <- 0 until channels; fy <- 0 until window.height; fx <- 0 until window.width) yield {
          val (py, px) = (oy * window.stride + fy - window.padding, ox * window.stride + fx - window.padding)
          weights(((f * channels + c) * window.height + fy) * window.width + fx) * pixel(x, shape, i, c, py, px, 0)
        }
        val bias = weights(5 * channels * window.height * window.width + f)
        val got = y.get(i, (f * output.height + oy) * output.width + ox)
        assert(math.abs(got - terms.sum - bias) < 1e-12, s"$window")
      }
    }
  }

  /** Output, gradient of the weights and of the input. */
  private def pass(layer: Layer, weights: Array[Double], x: Matrix, dy: Array[Double], gemm: String = "auto") = {
    val output = layer.forward(x, training, place(layer, weights, gemm))
    val y = output.y.toArray.toSeq
    val dw = new Array[Double](weights.length)
    val dx = output.pullback.apply(Matrix.of(x.rows, layer.outputs, dy.clone(): _*), new Slice(dw, 0), true)
    (y, dw.toSeq, dx.toArray.toSeq)
  }

  test("the plain and the vector product give the same bits, there and back") {
    for (window <- windows) {
      val layer = new Convolution(new Shape(2, 11, 13), window, 9)
      val weights = normals(size(layer.parameters))
      val x = Matrix.of(3, layer.inputs, normals(3 * layer.inputs): _*)
      val dy = normals(3 * layer.outputs)
      assert(pass(layer, weights, x, dy) == pass(layer, weights, x, dy, "plain"))
    }
  }

  test("an image's output and gradient do not depend on the images beside it") {
    val layers = Seq(
      new Convolution(new Shape(2, 7, 6), new Window(3, 3, 2, 1), 4),
      new MaxPooling(new Shape(2, 7, 6), new Window(3, 3, 2, 1))
    )
    for (layer <- layers) {
      val weights = normals(size(layer.parameters))
      val x = Matrix.of(4, layer.inputs, normals(4 * layer.inputs): _*)
      val dy = normals(4 * layer.outputs)
      val (y, _, dx) = pass(layer, weights, x, dy)
      val alone = (0 until 4).map { i =>
        val one = dy.slice(i * layer.outputs, (i + 1) * layer.outputs)
        pass(layer, weights, new Matrix(x.values, x.row(i), 1, layer.inputs), one)
      }
      assert(alone.flatMap(_._1) == y && alone.flatMap(_._3) == dx)
    }
  }

  private def allocated(work: => Any): Long = {
    val threads = ManagementFactory.getThreadMXBean.asInstanceOf[ThreadMXBean]
    val before = threads.getCurrentThreadAllocatedBytes
    work
    threads.getCurrentThreadAllocatedBytes - before
  }

  test("the copy of windows is that of one image, whatever the batch, and a warm pass allocates nothing of size") {
    val layer = new Convolution(new Shape(3, 32, 32), Window.square(5, 1, 2), 2)
    val windows = new Windows(layer.input, layer.window)
    val copied = windows.size.toLong * windows.positions
    val weights = normals(size(layer.parameters))
    for (rows <- Seq(1, 64)) {
      val x = Matrix.of(rows, layer.inputs, normals(rows * layer.inputs): _*)
      val dy = Matrix.zeros(rows, layer.outputs)
      val dw = new Array[Double](weights.length)
      def both(workspace: Workspace): Unit = {
        val output = layer.forward(x, training, place(layer, weights, "plain", workspace))
        output.pullback.apply(dy, new Slice(dw, 0), true)
      }
      val workspace = new Workspace
      val bytes = allocated(both(workspace))
      // Output, gradient of the input, the sums of the biases, a row of zeros, and the windows of one image.
      val once = layer.outputs + windows.positions + copied
      assert(workspace.size == rows * (layer.outputs + layer.inputs) + once)
      // Vectors are objects until the JIT has compiled what uses them: there is room for those, but for no batch.
      if (rows == 64) assert(bytes < 8 * rows * copied / 2)
      val size = workspace.size
      both(workspace.reuse)
      assert(workspace.size == size)
    }
  }

  test("pooling takes the largest value that is there; the first of equals gets the gradient; padding never wins") {
    for (window <- windows; equals <- Seq(false, true)) {
      val shape = new Shape(2, 7, 6)
      val layer = new MaxPooling(shape, window)
      val output = layer.output(shape)
      // All below 0, so that a padding of 0 would win.
      val values = normals(3 * shape.size).map(v => if (equals) -1.0 - random.nextInt(2) else -v.abs - 1)
      val x = Matrix.of(3, shape.size, values: _*)
      val dy = normals(3 * output.size)
      val (y, _, dx) = pass(layer, Array.empty, x, dy)
      val expected = new Array[Double](values.length)
      for (i <- 0 until 3; c <- 0 until 2; oy <- 0 until output.height; ox <- 0 until output.width) {
        val at = (c * output.height + oy) * output.width + ox
        val seen = for {
          fy <- 0 until window.height
          fx <- 0 until window.width
          py = oy * window.stride + fy - window.padding
          px = ox * window.stride + fx - window.padding
          if py >= 0 && py < shape.height && px >= 0 && px < shape.width
        } yield i * shape.size + (c * shape.height + py) * shape.width + px
        val largest = seen.map(values(_)).max
        assert(y(i * output.size + at) == largest)
        expected(seen.find(values(_) == largest).get) += dy(i * output.size + at)
      }
      assert(dx.zip(expected).forall { case (got, wanted) => math.abs(got - wanted) < 1e-14 }, s"$window")
    }
  }

  test("pooling that would look at nothing but padding is refused") {
    for (window <- Seq(new Window(2, 2, 1, 2), new Window(4, 1, 1, 1))) {
      val refusal = intercept[IllegalArgumentException](new MaxPooling(new Shape(1, 8, 8), window))
      assert(refusal.getMessage.contains("expected a padding below both sides"))
    }
  }

  test("batch norm over channels: mean 0 and variance 1 over rows and pixels; the statistics are those sums") {
    val shape = new Shape(3, 4, 5)
    val layer = new ChannelBatchNorm(shape)
    assert(size(layer.parameters) == 6 && size(layer.statistics) == 6)
    val weights = Array(1.0, 2, 0.5, 0, -1, 3)
    val rows = 7
    val x = Matrix.of(rows, shape.size, normals(rows * shape.size).map(_ * 3 + 2): _*)
    val sums = new Array[Double](6)
    val y = layer.forward(x, training, place(layer, weights, statistics = sums)).y.toArray
    def channel(values: Array[Double], c: Int) =
      (0 until rows).flatMap(i => values.slice((i * 3 + c) * 20, (i * 3 + c + 1) * 20))
    def mean(values: Seq[Double]) = values.sum / values.size
    for (c <- 0 until 3) {
      val input = channel(x.toArray, c)
      val variance = mean(input.map(v => (v - mean(input)) * (v - mean(input))))
      assert(math.abs(sums(c) - rows * mean(input)) < 1e-12)
      assert(math.abs(sums(3 + c) - rows * variance) < 1e-12 * variance * rows)
      for ((got, v) <- channel(y, c).zip(input)) {
        val expected = weights(c) * (v - mean(input)) / math.sqrt(variance + 1e-6) + weights(3 + c)
        assert(math.abs(got - expected) < 1e-12)
      }
      // Running statistics of the batch itself: inference is then what training was.
      val running = sums.map(_ / rows)
      val inferred = layer.forward(x, new Mode.Inference, place(layer, weights, statistics = running)).y.toArray
      for ((got, expected) <- inferred.zip(y)) assert(math.abs(got - expected) < 1e-12)
    }
  }

  test("of images of one pixel both batch norms are the same, to the bit") {
    val (units, channels) = (new BatchNorm(6), new ChannelBatchNorm(Shape.flat(6)))
    val weights = normals(12)
    val x = Matrix.of(5, 6, normals(30): _*)
    def both(layer: Layer) = {
      val sums = new Array[Double](12)
      val output = layer.forward(x, training, place(layer, weights, statistics = sums))
      val y = output.y.toArray.toSeq
      val dw = new Array[Double](12)
      val dy = Matrix.of(5, 6, (0 until 30).map(_ / 7.0): _*)
      (y, output.pullback.apply(dy, new Slice(dw, 0), true).toArray.toSeq, dw.toSeq, sums.toSeq)
    }
    assert(both(units) == both(channels))
  }
}
