package treecast.linalg

import org.scalatest.funsuite.AnyFunSuite

class MatrixSpec extends AnyFunSuite {
  private val values = Array[Double](9, 9, 1, 2, 3, 4, 5, 6, 9)
  private def window = new Matrix(values.clone(), 2, 2, 3)

  test("a window is row-major and copies nothing") {
    val array = values.clone()
    val matrix = new Matrix(array, 2, 2, 3)
    assert(Seq(matrix.get(0, 0), matrix.get(0, 2), matrix.get(1, 0), matrix.get(1, 2)) == Seq(1, 3, 4, 6))
    assert((matrix.size, matrix.row(0), matrix.row(1), matrix.end) == ((6, 2, 5, 8)))
    array(7) = 60
    assert(matrix.get(1, 2) == 60)
  }

  test("filling changes the window alone; an array of it is a copy") {
    val matrix = window
    val before = matrix.toArray
    matrix.fill(7)
    assert(matrix.values.toSeq == Seq(9, 9, 7, 7, 7, 7, 7, 7, 9))
    assert(before.toSeq == Seq(1, 2, 3, 4, 5, 6))
  }

  test("the first of equals is the largest of its row") {
    val matrix = Matrix.of(3, 3, 1, 5, 5, 7, 0, 7, -3, -2, -1)
    assert((0 until 3).map(matrix.largestInRow) == Seq(1, 0, 2))
    assert(window.largestInRow(1) == 2)
  }

  test("windows that leave the array are refused, sizes beyond an int too") {
    new Matrix(values, 3, 2, 3)
    new Matrix(values, 9, 0, 5)
    val outside = Seq((4, 2, 3), (-1, 1, 1), (0, -1, 1), (0, 1, -1), (0, 1 << 16, 1 << 16), (10, 0, 0))
    for ((offset, rows, columns) <- outside)
      intercept[IllegalArgumentException](new Matrix(values, offset, rows, columns))
    intercept[IllegalArgumentException](Matrix.of(2, 2, 1, 2, 3))
    intercept[ArithmeticException](Matrix.zeros(1 << 16, 1 << 16))
  }

  test("zeros") {
    val zeros = Matrix.zeros(2, 3)
    assert((zeros.rows, zeros.columns) == ((2, 3)))
    assert(zeros.toArray.toSeq == Seq.fill(6)(0.0))
  }

  test("a window's places: the chapter's output size, fractions included") {
    assert(Windows.positions(28, 5, 1, 2) == 28)
    assert(Windows.positions(8, 3, 2, 0) == 3.5)
  }
}
