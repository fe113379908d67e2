package treecast.linalg

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import scala.util.Random

/** The passes over elements: every implementation has the bits of the arithmetic that `Elements` writes out. */
class ElementsSpec extends AnyFunSuite with ScalaCheckPropertyChecks {
  private val implementations = Seq("fastest" -> Elements.fastest, "plain" -> PlainElements.INSTANCE)

  private val sides = Gen.oneOf(0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33, 100)
  private val shapes = for (m <- sides; n <- sides; seed <- Gen.long) yield (m, n, seed)

  private def value(random: Random): Double = random.nextInt(12) match {
    case 0 => 0.0
    case 1 => -0.0
    case 2 => Double.MinPositiveValue * random.nextInt(100)
    case 3 => Double.PositiveInfinity
    case 4 => -random.nextGaussian() * 1e300
    case _ => random.nextGaussian()
  }

  private def array(length: Int, random: Random) = Array.fill(length)(value(random))

  /** A window somewhere inside an array of random numbers. */
  private def window(rows: Int, columns: Int, random: Random): Matrix = {
    val offset = random.nextInt(10)
    new Matrix(array(offset + rows * columns + random.nextInt(10), random), offset, rows, columns)
  }

  private def copy(x: Matrix) = new Matrix(x.values.clone(), x.offset, x.rows, x.columns)

  private def assertSameBits(what: String, got: Array[Double], expected: Array[Double]): Unit =
    for (i <- expected.indices)
      assert(
        java.lang.Double.doubleToLongBits(got(i)) == java.lang.Double.doubleToLongBits(expected(i)),
        s"$what, element $i: ${got(i)} instead of ${expected(i)}"
      )

  /** A pass changes one window and nothing around it: element (i, j) becomes what the function says, in order. */
  private def holds(what: String, changed: Matrix)(pass: => Unit)(element: (Int, Int) => Double): Unit = {
    val expected = changed.values.clone()
    for (i <- 0 until changed.rows; j <- 0 until changed.columns) expected(changed.row(i) + j) = element(i, j)
    pass
    assertSameBits(what, changed.values, expected)
  }

  for ((name, elements) <- implementations) {
    test(s"$name: ReLU and its gradient") {
      forAll(shapes, minSuccessful(200)) { case (m, n, seed) =>
        val random = new Random(seed)
        val (x, y, d) = (window(m, n, random), window(m, n, random), window(m, n, random))
        val before = copy(d)
        holds("max(x, 0)", y)(elements.rectify(x, y))((i, j) => Math.max(x.get(i, j), 0.0))
        holds("gradient", d)(elements.rectifyGradient(y, d))((i, j) => if (y.get(i, j) > 0) before.get(i, j) else 0.0)
      }
    }

    test(s"$name: sums, squares and products over rows are chains in the order of the rows") {
      forAll(shapes, minSuccessful(200)) { case (m, n, seed) =>
        val random = new Random(seed)
        val (x, y, mean) = (window(m, n, random), window(m, n, random), array(n, random))
        val begun = window(1, n, random)
        def chain(link: (Double, Int, Int) => Double): (Int, Int) => Double = {
          val first = copy(begun)
          (_, j) => (0 until m).foldLeft(first.get(0, j))((sum, i) => link(sum, i, j))
        }
        val sums = copy(begun)
        holds("sums", sums)(elements.addSums(x, sums))(chain((sum, i, j) => sum + x.get(i, j)))
        val products = Matrix.of(1, n, begun.toArray: _*)
        holds("products", products)(elements.addProducts(x, y, products.values))(
          chain((sum, i, j) => Math.fma(x.get(i, j), y.get(i, j), sum))
        )
        val squares = Matrix.of(1, n, begun.toArray: _*)
        holds("squares", squares)(elements.addSquares(x, mean, squares.values))(chain { (sum, i, j) =>
          val centred = x.get(i, j) - mean(j)
          Math.fma(centred, centred, sum)
        })
      }
    }

    test(s"$name: batch normalisation and its gradient") {
      forAll(shapes, minSuccessful(200)) { case (m, n, seed) =>
        val random = new Random(seed)
        val (x, normal, y, d) =
          (window(m, n, random), window(m, n, random), window(m, n, random), window(m, n, random))
        val (first, second, third) = (array(n, random), array(n, random), array(n, random))
        val gammaBeta = window(2, n, random)
        holds("y", y)(elements.standardise(x, first, second, gammaBeta, normal, y)) { (i, j) =>
          Math.fma(gammaBeta.get(0, j), (x.get(i, j) - first(j)) * second(j), gammaBeta.get(1, j))
        }
        val again = copy(normal)
        holds("normal", again)(elements.standardise(x, first, second, gammaBeta, again, y))((i, j) =>
          (x.get(i, j) - first(j)) * second(j)
        )
        val before = copy(d)
        holds("gradient", d)(elements.standardiseGradient(normal, first, second, third, d))((i, j) =>
          first(j) * Math.fma(-normal.get(i, j), second(j), before.get(i, j) - third(j))
        )
      }
    }

    test(s"$name: every pixel is divided as a float, wherever it stands") {
      val pixels = Array.tabulate(1021)(i => (i * 7).toByte)
      for (from <- 0 to 9; count <- Seq(0, 1, 7, 8, 9, 16, 784, 1000)) {
        val to = new Matrix(Array.fill(1010)(-1.0), from, 1, count)
        holds("scaled", to)(elements.scale(pixels, from, to.values, to.offset, count))((_, j) =>
          ((pixels(from + j) & 0xff).toFloat / 255f).toDouble
        )
      }
    }
  }

  test("the fastest has vector instructions where the JVM was started with their module") {
    assert(ModuleLayer.boot.findModule("jdk.incubator.vector").isPresent, "which the tests' options ask for")
    assert(Elements.fastest ne PlainElements.INSTANCE)
  }
}
