package treecast.linalg

import org.scalatest.funsuite.AnyFunSuite

import scala.util.Random

/** Windows against their definition, element by element. */
class WindowsSpec extends AnyFunSuite {
  private val random = new Random(3)

  private val cases = for {
    shape <- Seq(new Shape(1, 1, 1), new Shape(1, 5, 6), new Shape(3, 7, 4), new Shape(2, 4, 9))
    (height, width) <- Seq(1 -> 1, 2 -> 2, 3 -> 2, 3 -> 3, 1 -> 4, 5 -> 5)
    stride <- Seq(1, 2, 3)
    padding <- Seq(0, 1, 2, 6)
    if height <= shape.height + 2 * padding && width <= shape.width + 2 * padding
  } yield (shape, new Window(height, width, stride, padding))

  /** Every element of the windows and the pixel that it sees, if any: (row, column, pixel). */
  private def definition(shape: Shape, window: Window): Seq[(Int, Int, Option[Int])] = {
    val down = (shape.height + 2 * window.padding - window.height) / window.stride + 1
    val across = (shape.width + 2 * window.padding - window.width) / window.stride + 1
    for {
      c <- 0 until shape.channels
      fy <- 0 until window.height
      fx <- 0 until window.width
      i <- 0 until down
      j <- 0 until across
    } yield {
      val y = i * window.stride + fy - window.padding
      val x = j * window.stride + fx - window.padding
      val inside = y >= 0 && y < shape.height && x >= 0 && x < shape.width
      val pixel = if (inside) Some((c * shape.height + y) * shape.width + x) else None
      ((c * window.height + fy) * window.width + fx, i * across + j, pixel)
    }
  }

  private def bits(array: FlatArray): Seq[Long] = array.widened.toSeq.map(java.lang.Double.doubleToRawLongBits)

  for (precision <- Precision.values) {
    test(s"im2col copies what each window sees, zeros for padding, and nothing else, ${precision.key}") {
      assert(cases.size > 100)
      for ((shape, window) <- cases) {
        val windows = new Windows(shape, window)
        val image = precision.of(Array.fill(shape.size + 5)(random.nextGaussian()))
        val before = bits(image)
        val room = precision.of(Array.fill(windows.size * windows.positions + 4)(Double.NaN))
        val columns = new Matrix(room, 2, windows.size, windows.positions)
        windows.im2col(image, 3, columns)
        val expected = definition(shape, window)
        assert(expected.size == columns.size)
        for ((row, column, pixel) <- expected)
          assert(columns.get(row, column) == pixel.fold(0.0)(p => image.get(3 + p)), s"$shape, $window")
        val around = Seq(0, 1, room.length - 2, room.length - 1)
        assert(around.forall(room.get(_).isNaN) && bits(image) == before)
      }
    }

    test(s"col2im adds every element of the windows to its pixel in order, and to nothing else, ${precision.key}") {
      for ((shape, window) <- cases) {
        val windows = new Windows(shape, window)
        val columns = Matrix.zeros(windows.size, windows.positions, precision)
        val zeros = random.nextDouble()
        for (i <- 0 until columns.size)
          columns.array.set(i, if (random.nextDouble() < zeros) -0.0 else random.nextGaussian())
        // A pixel to which nothing or -0.0 is added keeps the sign of its zero.
        val image = precision.of(Array.fill(shape.size + 5)(Seq(-0.0, 0.0, random.nextGaussian())(random.nextInt(3))))
        val expected = precision.of(image.widened.clone())
        for ((row, column, pixel) <- definition(shape, window); p <- pixel)
          expected.add(3 + p, columns.get(row, column))
        windows.col2im(columns, image, 3)
        assert(bits(image) == bits(expected), s"$shape, $window")
      }
    }
  }

  test("the number of places is whole: what no whole step reaches is not seen") {
    for ((input, window, stride, padding, places) <- Seq((28, 5, 1, 0, 24), (8, 3, 2, 0, 3), (10, 4, 3, 1, 3))) {
      val windows = new Windows(new Shape(1, input, input + stride), Window.square(window, stride, padding))
      assert(windows.down == places && windows.across == places + 1)
      assert(windows.positions == places * (places + 1))
      assert(Windows.positions(input, window, stride, padding).toInt == places)
    }
  }

  test("a window that does not fit is refused, and so are extents that make no sense") {
    def refusal(make: => Any) = intercept[IllegalArgumentException](make).getMessage
    for ((height, width) <- Seq(4 -> 1, 1 -> 6)) {
      val message = refusal(new Windows(new Shape(2, 3, 5), new Window(height, width, 1, 0)))
      assert(message == s"expected a window that fits images of 2 x 3 x 5, found $height x $width, stride 1, padding 0")
    }
    new Windows(new Shape(2, 3, 5), new Window(5, 7, 9, 1))
    for (
      (height, width, stride, padding) <- Seq((0, 1, 1, 0), (1, 0, 1, 0), (1, 1, 0, 0), (1, 1, 1, -1), (-5, 1, 1, 0))
    )
      assert(refusal(new Window(height, width, stride, padding)).contains("expected a window"))
    for ((channels, height, width) <- Seq((0, 1, 1), (1, 0, 1), (1, 1, -1)))
      assert(refusal(new Shape(channels, height, width)).contains("expected a shape"))
    intercept[ArithmeticException](new Shape(1 << 11, 1 << 11, 1 << 11))
    assert(refusal(new Windows(new Shape(1, 5000, 5000), Window.square(100, 1, 0))).contains("fit one array"))
    for (padding <- Seq(1 << 29, Int.MaxValue))
      assert(refusal(new Windows(new Shape(1, 5, 5), Window.square(5, 1, padding))).contains("fit one array"))
  }

  test("windows of another size are refused") {
    val windows = new Windows(new Shape(2, 4, 4), Window.square(3, 1, 0))
    for (columns <- Seq(Matrix.zeros(18, 3), Matrix.zeros(9, 4), Matrix.zeros(4, 18))) {
      intercept[IllegalArgumentException](windows.im2col(Precision.DOUBLE.zeros(32), 0, columns))
      intercept[IllegalArgumentException](windows.col2im(columns, Precision.DOUBLE.zeros(32), 0))
    }
  }
}
