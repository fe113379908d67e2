package treecast.nn

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.Matrix

class ActivationStatisticsSpec extends AnyFunSuite {
  test("mean, deviation and shares of a few activations") {
    val got = ActivationStatistics.of(Matrix.of(2, 4, 0, 0, 0.04, 0.05, 0.95, 0.96, 1, 5), 2, 0, 1)
    assert(got.mean == 1.0)
    assert(math.abs(got.deviation - math.sqrt((2 + 0.9216 + 0.9025 + 0.0025 + 0.0016 + 16) / 8)) < 1e-15)
    assert((got.low, got.high, got.zero) == ((3.0 / 8, 3.0 / 8, 2.0 / 8)))
    assert(got.histogram.toSeq == Seq(4, 3))
  }

  test("bins are open on the right, except the last; the edges decide where the quotient is rounded") {
    for ((from, to, bins) <- Seq((0.0, 1.0, 30), (0.1, 0.8, 7), (-1.0, 1.0, 30), (0.3, 2.9, 13), (-0.7, 0.9, 49))) {
      def histogram(values: Seq[Double]) =
        ActivationStatistics.of(Matrix.of(1, values.size, values: _*), bins, from, to).histogram.toSeq
      val edges = (0 until bins).map(i => from + i * ((to - from) / bins))
      assert(histogram(edges :+ to) == Seq.fill(bins - 1)(1) :+ 2)
      assert(histogram(edges.tail.map(Math.nextDown(_))) == Seq.fill(bins - 1)(1) :+ 0)
    }
    val outside = Matrix.of(1, 4, -1e-300, Math.nextUp(1.0), Double.NaN, -2)
    assert(ActivationStatistics.of(outside, 30, 0, 1).histogram.sum == 0)
  }
}
