package treecast.chart

import org.scalatest.funsuite.AnyFunSuite

import scala.jdk.CollectionConverters._

class MarchingSquaresSpec extends AnyFunSuite {
  private val grid = Array.tabulate(201)(i => -10 + i * 0.1)

  private def surface(f: (Double, Double) => Double): Array[Array[Double]] = grid.map(y => grid.map(x => f(x, y)))

  private def line(heights: Array[Array[Double]], level: Double): Seq[MarchingSquares.Segment] =
    MarchingSquares.line(grid, grid, heights, level).asScala.toSeq

  private def ends(segment: MarchingSquares.Segment): Seq[(Double, Double)] =
    Seq(segment.x1 -> segment.y1, segment.x2 -> segment.y2)

  private def length(segment: MarchingSquares.Segment): Double =
    math.hypot(segment.x2 - segment.x1, segment.y2 - segment.y1)

  private def meetings(line: Seq[MarchingSquares.Segment]): Iterable[Int] =
    line.flatMap(ends).groupBy { case (x, y) => (math.rint(x * 1e9), math.rint(y * 1e9)) }.values.map(_.size)

  test("a circle is closed, lies on its level and has its length") {
    val circle = line(surface((x, y) => x * x + y * y), 25)
    for ((x, y) <- circle.flatMap(ends)) assert(math.abs(math.hypot(x, y) - 5) < 0.1 * 0.1 / 8 / 5 + 1e-12)
    assert(meetings(circle).forall(_ % 2 == 0)) // 4 where it passes through a grid point
    assert(math.abs(circle.map(length).sum / (10 * math.Pi) - 1) < 1e-3)
  }

  test("so does the chapter's ellipse, but where the picture ends") {
    val ellipse = line(surface((x, y) => x * x / 20 + y * y), 4)
    for ((x, y) <- ellipse.flatMap(ends)) assert(math.abs(x * x / 20 + y * y - 4) < 0.1 * 0.1 / 4 + 1e-12)
    assert(meetings(ellipse).forall(_ == 2))
    val open = line(surface((x, y) => x * x / 20 + y * y), 8)
    assert(meetings(open).count(_ == 1) == 4)
  }

  test("a plane's line is straight, wherever it passes between the points") {
    for ((x, y) <- line(surface((x, y) => 2 * x - y), 0.123).flatMap(ends)) assert(math.abs(2 * x - y - 0.123) < 1e-12)
  }

  test("at a saddle the line keeps to the corners that differ from the middle") {
    val x = Array(0.0, 1.0)
    for (sign <- Seq(1.0, -1.0); lifted <- Seq(0.5, -0.5)) {
      val heights = Array(Array(sign, -sign), Array(-sign, sign)).map(_.map(_ + lifted))
      val pieces = MarchingSquares.line(x, x, heights, 0).asScala
      assert(pieces.size == 2)
      for (piece <- pieces) {
        val corner = (math.rint((piece.x1 + piece.x2) / 2).toInt, math.rint((piece.y1 + piece.y2) / 2).toInt)
        assert((heights(corner._2)(corner._1) < 0) != (lifted < 0), piece)
      }
    }
  }

  test("no line touches a height that is no finite number") {
    val holed = surface((x, y) => if (math.abs(x) < 0.05 && y > 0) Double.NaN else x * x + y * y)
    val circle = line(holed, 25)
    assert(circle.nonEmpty)
    for ((x, y) <- circle.flatMap(ends)) assert(y < 0 || math.abs(x) > 0.099)
    assert(line(surface((_, _) => Double.PositiveInfinity), 1).isEmpty)
  }
}
