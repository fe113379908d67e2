package treecast.search

import org.scalatest.funsuite.AnyFunSuite

/** Predictions of the Gaussian process. */
class GaussianProcessSpec extends AnyFunSuite {
  test("the process agrees with what it was told, is surer near it, and smooth between") {
    val x = Array.tabulate(9)(i => Array(i / 8.0))
    val y = x.map(p => math.sin(6 * p(0)))
    val process = GaussianProcess.fit(x, y)
    for ((p, v) <- x.zip(y)) assert(math.abs(process.at(p: _*).mean - v) < 0.05)
    assert(math.abs(process.at(0.44).mean - math.sin(6 * 0.44)) < 0.05)
    assert(process.at(1.5).deviation > 3 * process.at(0.5).deviation)
    assert(process.`with`(Array(1.5), 4.0).at(1.5).mean > 3)
  }

  /** The solution of a x = b and the logarithm of a's determinant, by elimination. */
  private def solved(a: Array[Array[Double]], b: Array[Double]): (Array[Double], Double) = {
    val n = b.length
    val rows = a.zip(b).map { case (row, value) => row :+ value }
    var logarithm = 0.0
    for (k <- 0 until n) {
      logarithm += math.log(rows(k)(k))
      for (i <- 0 until n if i != k) {
        val factor = rows(i)(k) / rows(k)(k)
        for (j <- k to n) rows(i)(j) -= factor * rows(k)(j)
      }
    }
    (rows.zipWithIndex.map { case (row, k) => row(n) / row(k) }, logarithm)
  }

  private def matern(distance: Double): Double =
    (1 + math.sqrt(5) * distance + 5 * distance * distance / 3) * math.exp(-math.sqrt(5) * distance)

  /** The textbook's formulas, of the likeliest length and noise. */
  private class Textbook(x: Seq[Double], y: Seq[Double]) {
    private val mean = y.sum / y.size
    private val deviation = math.sqrt(y.map(v => (v - mean) * (v - mean)).sum / y.size)
    private val values = y.map(v => (v - mean) / deviation).toArray

    private def covariance(length: Double, noise: Double) =
      x.map(a => x.map(b => matern(math.abs(a - b) / length) + (if (a == b) noise else 0)).toArray).toArray

    val (length, noise) = (for {
      length <- Seq(0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
      noise <- Seq(1e-4, 1e-3, 1e-2, 1e-1)
    } yield (length, noise)).maxBy { case (length, noise) =>
      val (weights, logarithm) = solved(covariance(length, noise), values)
      -values.zip(weights).map { case (v, w) => v * w }.sum / 2 - logarithm / 2
    }

    def at(point: Double): (Double, Double) = {
      val near = x.map(a => matern(math.abs(a - point) / length)).toArray
      def with_(b: Array[Double]) =
        near.zip(solved(covariance(length, noise), b)._1).map { case (k, w) => k * w }.sum
      (mean + deviation * with_(values), deviation * math.sqrt(1 - with_(near)))
    }
  }

  test("beliefs are those of the textbook's formulas, with the likeliest length and noise") {
    for (frequency <- Seq(1, 3, 6, 12)) {
      val x = Seq(0.0, 0.13, 0.2, 0.41, 0.62, 0.7, 0.88, 1.0)
      val y = x.zipWithIndex.map { case (p, i) => 3 + math.sin(frequency * p) + 0.05 * (i % 3) }
      val process = GaussianProcess.fit(x.map(Array(_)).toArray, y.toArray)
      val textbook = new Textbook(x, y)
      for (point <- Seq(-0.5, 0.0, 0.1, 0.33, 0.55, 0.95, 1.7)) {
        val (mean, deviation) = textbook.at(point)
        val prediction = process.at(point)
        assert(math.abs(prediction.mean - mean) < 1e-9, s"$frequency $point ${textbook.length} ${textbook.noise}")
        assert(math.abs(prediction.deviation - deviation) < 1e-9, s"$frequency $point")
      }
    }
  }
}
