package treecast.chart

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import java.awt.geom.PathIterator

/** Curves of many points. */
class ThinnedPathSpec extends AnyFunSuite with ScalaCheckPropertyChecks {
  private val frame = new Frame(0, 0, 600, 300, new Scale(0, 99999, false), new Scale(-1000, 1000, false))

  /** Each point, and whether the curve begins anew there. */
  private def points(x: Array[Double], y: Array[Double]): Seq[(Boolean, Double, Double)] = {
    val path = ThinnedPath.of(x, y, frame).getPathIterator(null)
    val point = new Array[Double](2)
    Iterator
      .continually(path)
      .takeWhile(!_.isDone)
      .map { at =>
        val begins = at.currentSegment(point) == PathIterator.SEG_MOVETO
        at.next()
        (begins, point(0), point(1))
      }
      .toSeq
  }

  test("of 100,000 points as many remain as can be seen, with every extreme of every column") {
    val x = Array.tabulate(100000)(_.toDouble)
    val y = x.map(i => math.sin(i * i) * 500 + (if (i == 12345) 499.5 else if (i == 77777) -499.5 else 0))
    val thinned = points(x, y)
    assert(thinned.size <= 4 * (600 * 4 + 1))
    def extremes(of: Seq[(Double, Double)]): Map[Double, (Double, Double)] =
      of.groupBy { case (x, _) => math.floor(x * 4) }.map { case (c, ys) =>
        c -> (ys.map(_._2).min -> ys.map(_._2).max)
      }
    assert(
      extremes(thinned.map(p => p._2 -> p._3)) == extremes(
        x.zip(y).map { case (a, b) => frame.x(a) -> frame.y(b) }.toSeq
      )
    )
    assert(thinned.count(_._1) == 1)
  }

  test("points in columns of their own are all joined, but where one is missing") {
    val values = Gen.nonEmptyListOf(Gen.frequency(3 -> Gen.choose(-1000.0, 1000.0), 1 -> Gen.const(Double.NaN)))
    forAll(values) { y =>
      val x = Array.tabulate(y.size)(_ * 500.0)
      val places = x.toSeq.zip(y).map { case (a, b) => frame.x(a) -> frame.y(b) }
      val thinned = points(x, y.toArray)
      val joined = thinned.zip(thinned.drop(1)).collect { case ((_, a, b), (false, c, d)) => ((a, b), (c, d)) }
      assert(joined == places.zip(places.drop(1)).filterNot { case (a, b) => a._2.isNaN || b._2.isNaN })
    }
  }

  test("a curve that returns keeps its order") {
    val x = Array(0.0, 90000, 10, 90000)
    assert(points(x, Array(1.0, 2, 3, 4)).map(_._2) == x.map(frame.x).toSeq)
  }
}
