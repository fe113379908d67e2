package treecast.training

import org.scalatest.funsuite.AnyFunSuite

class GradientClippingSpec extends AnyFunSuite {
  private def clipped(bound: Double, gradient: Double*): Seq[Double] = {
    val all = gradient.toArray :+ 100.0
    GradientClipping.clip(all, gradient.size, bound)
    assert(all.last == 100, "what stands behind the gradient is left alone")
    all.init.toSeq
  }

  test("the norm") {
    assert(GradientClipping.norm(Array(3, -4, 99), 2) == 5)
    assert(GradientClipping.norm(Array(0, 0), 2) == 0)
    for (unit <- Seq(1e200, 1e-200)) // whose squares are no numbers to calculate with
      assert(math.abs(GradientClipping.norm(Array(3 * unit, 4 * unit), 2) / (5 * unit) - 1) < 1e-15)
  }

  test("a long gradient is shortened to the bound and keeps its direction; a short one stays as it is") {
    assert(clipped(1, 3, -4) == Seq(0.6, -0.8))
    assert(clipped(5, 3, -4) == Seq(3, -4))
    assert(clipped(4.999, 3, -4) != Seq(3, -4))
    assert(clipped(1, 0, 0) == Seq(0, 0))
    assert(clipped(GradientClipping.NONE, 3e300, -4) == Seq(3e300, -4))
  }

  test("a gradient that is no number stays none, so that the next loss tells") {
    assert(clipped(1, Double.NaN, 1).head.isNaN)
    assert(!clipped(1, Double.PositiveInfinity, 1).head.isFinite)
  }
}
