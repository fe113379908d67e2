package treecast.golden

import org.scalatest.Assertions.fail
import treecast.golden.LayerCases.Pass
import treecast.linalg.{DoubleArray, Matrix, Shape, Window, Windows}
import treecast.nn._

/** Layers that work on images, and the windows that they look through. */
object ImageCases {

  /** The fixtures have a row for each place, the product a column, image by image. */
  def im2colCol2im(c: Case): Unit = {
    val x = c.inputs.numbers("x")
    val Seq(images, _, _, _) = x.shape
    if (c.config.has("input_shape") && c.config.numbers("input_shape").ints.toSeq != x.shape)
      fail("config.input_shape is not the shape of inputs.x")
    val shape = image(x)
    val windows = new Windows(shape, window(c, c.config.int("filter_h"), c.config.int("filter_w")))
    val pixels = shape.size
    val columns = Matrix.zeros(windows.size, windows.positions)
    val rows = (0 until images).flatMap { i =>
      windows.im2col(new DoubleArray(x.values), i * pixels, columns)
      transposed(columns).toArray
    }
    c.expected.matches("im2col", Numbers(Seq(images * windows.positions, windows.size), rows.toArray))
    val col = c.inputs.numbers("col")
    val back = new Array[Double](x.values.length)
    for (i <- 0 until images) {
      val part = new Matrix(col.values, i * windows.positions * windows.size, windows.positions, windows.size)
      windows.col2im(transposed(part), new DoubleArray(back), i * pixels)
    }
    c.expected.matches("col2im", x.like(back))
  }

  def convolution(c: Case): Unit = {
    val x = c.inputs.numbers("x")
    val w = c.inputs.numbers("W")
    val b = c.inputs.numbers("b")
    val Seq(filters, _, height, width) = w.shape
    val layer = new Convolution(image(x), window(c, height, width), filters)
    val pass = new Pass(layer, w.values ++ b.values, x, c.inputs.numbers("dout"))
    c.expected.matches("y", images(pass.y, layer))
    c.expected.matches("dx", x.like(pass.dx))
    c.expected.matches("dW", w.like(pass.dw.take(w.values.length)))
    c.expected.matches("db", b.like(pass.dw.drop(w.values.length)))
  }

  def pooling(c: Case): Unit = {
    val x = c.inputs.numbers("x")
    val layer = new MaxPooling(image(x), window(c, c.config.int("pool_h"), c.config.int("pool_w")))
    val pass = new Pass(layer, Array.empty, x, c.inputs.numbers("dout"))
    c.expected.matches("y", images(pass.y, layer))
    c.expected.matches("dx", x.like(pass.dx))
  }

  /** The chapter's layers move by 1 and pad nothing where they are not told. */
  private def window(c: Case, height: Int, width: Int): Window =
    new Window(height, width, c.config.number("stride", 1).toInt, c.config.number("pad", 0).toInt)

  private def image(x: Numbers): Shape = {
    val Seq(_, channels, height, width) = x.shape
    new Shape(channels, height, width)
  }

  private def images(y: Matrix, layer: ImageLayer): Numbers = {
    val shape = layer.output(layer.input)
    Numbers(Seq(y.rows, shape.channels, shape.height, shape.width), y.toArray)
  }

  private def transposed(x: Matrix): Matrix =
    Matrix.of(x.columns, x.rows, (for (j <- 0 until x.columns; i <- 0 until x.rows) yield x.get(i, j)): _*)
}
