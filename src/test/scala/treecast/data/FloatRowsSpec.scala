package treecast.data

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.{Matrix, Precision}

/** Rows that are exact in single precision, drawn for networks of either precision. */
class FloatRowsSpec extends AnyFunSuite {
  test("rows of floats are those of doubles, in matrices of either precision") {
    val values = Array(0.5, 1, -2, 3, 1e10, 0.25)
    val floats = new FloatRows(2, values.map(_.toFloat))
    val doubles = new RealRows(2, values)
    for (precision <- Precision.values; rows <- Seq(Array(0), Array(2, 0), Array(1, 1, 2))) {
      def gathered(from: Rows) = {
        val x = Matrix.zeros(rows.length, 2, precision)
        from.gather(rows, x)
        x.toArray.toSeq
      }
      assert(gathered(floats) == gathered(doubles) && gathered(floats).exists(_ != 0), precision)
    }
  }
}
