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
    val edges = (0 to 30).map(i => i * (1.0 / 30))
    val got = ActivationStatistics.of(Matrix.of(1, 31, edges: _*), 30, 0, 1)
    assert(got.histogram.toSeq == Seq.fill(29)(1) :+ 2)
    val below = edges.tail.map(Math.nextDown(_))
    assert(ActivationStatistics.of(Matrix.of(1, 30, below: _*), 30, 0, 1).histogram.toSeq == Seq.fill(30)(1))
    val outside = Matrix.of(1, 4, -1e-300, Math.nextUp(1.0), Double.NaN, -2)
    assert(ActivationStatistics.of(outside, 30, 0, 1).histogram.sum == 0)
  }
}
