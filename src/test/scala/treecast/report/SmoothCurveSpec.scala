package treecast.report

import org.scalatest.funsuite.AnyFunSuite

class SmoothCurveSpec extends AnyFunSuite {
  test("a curve keeps its length, however short, and a flat one its height") {
    for (length <- 0 to 40) {
      val smooth = SmoothCurve.of(Seq.fill(length)(3.0): _*)
      assert(smooth.length == length)
      assert(smooth.forall(y => math.abs(y - 3) < 1e-14))
    }
  }

  test("a peak becomes the window") {
    val window = SmoothCurve.kaiser(11, 2)
    val smooth = SmoothCurve.of(Seq.fill(15)(0.0).appended(1.0) ++ Seq.fill(15)(0.0): _*)
    for (k <- -5 to 5) assert(math.abs(smooth(15 + k) - window(5 + k) / window.sum) < 1e-15)
    assert(smooth.count(_ != 0) == 11)
  }

  test("the window is symmetric, 1 in the middle, and flat where beta is 0") {
    for (points <- Seq(1, 2, 5, 11, 12)) assert(SmoothCurve.kaiser(points, 0).forall(_ == 1))
    val window = SmoothCurve.kaiser(11, 5)
    assert(window(5) == 1)
    for (i <- 0 to 4) {
      assert(math.abs(window(i) - window(10 - i)) < 1e-15)
      assert(window(i) < window(i + 1))
    }
    assert(math.abs(window(0) - 1 / 27.239871823604442) < 1e-15) // I0(5)
  }
}
