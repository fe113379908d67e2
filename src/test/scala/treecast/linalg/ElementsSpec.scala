package treecast.linalg

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import scala.util.Random

/** The passes over elements: every implementation has the bits of the arithmetic that `Elements` writes out. */
class ElementsSpec extends AnyFunSuite with ScalaCheckPropertyChecks {
  private val implementations = Seq(
    ("fastest", Precision.DOUBLE, Elements.fastest(Precision.DOUBLE)),
    ("plain", Precision.DOUBLE, PlainElements.INSTANCE),
    ("fastest, single", Precision.SINGLE, Elements.fastest(Precision.SINGLE)),
    ("plain, single", Precision.SINGLE, FloatPlainElements.INSTANCE)
  )

  private val sides = Gen.oneOf(0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33, 100)
  private val shapes = for (m <- sides; n <- sides; seed <- Gen.long) yield (m, n, seed)

  private def assertSameBits(what: String, got: FlatArray, expected: FlatArray): Unit =
    for (i <- 0 until expected.length)
      assert(
        java.lang.Double.doubleToLongBits(got.get(i)) == java.lang.Double.doubleToLongBits(expected.get(i)),
        s"$what, element $i: ${got.get(i)} instead of ${expected.get(i)}"
      )

  for ((name, precision, elements) <- implementations) {
    val arithmetic = Arithmetic(precision)
    import arithmetic.{copy, fma, round}

    def value(random: Random): Double = random.nextInt(12) match {
      case 0 => 0.0
      case 1 => -0.0
      case 2 => arithmetic.smallest * random.nextInt(100)
      case 3 => Double.PositiveInfinity
      case 4 => -random.nextGaussian() * arithmetic.large
      case _ => random.nextGaussian()
    }

    def array(length: Int, random: Random) = arithmetic.array(length)(value(random))

    def window(rows: Int, columns: Int, random: Random) = arithmetic.window(rows, columns, random)(value(random))

    /** A pass changes one window and nothing around it: element (i, j) becomes what the function says, in order. */
    def holds(what: String, changed: Matrix)(pass: => Unit)(element: (Int, Int) => Double): Unit = {
      val expected = copy(changed)
      for (i <- 0 until changed.rows; j <- 0 until changed.columns) expected.set(i, j, element(i, j))
      pass
      assertSameBits(what, changed.array, expected.array)
    }

    test(s"$name: ReLU and its gradient, and products of elements") {
      forAll(shapes, minSuccessful(200)) { case (m, n, seed) =>
        val random = new Random(seed)
        val (x, y, d) = (window(m, n, random), window(m, n, random), window(m, n, random))
        val before = copy(d)
        holds("max(x, 0)", y)(elements.rectify(x, y))((i, j) => Math.max(x.get(i, j), 0.0))
        holds("gradient", d)(elements.rectifyGradient(y, d))((i, j) => if (y.get(i, j) > 0) before.get(i, j) else 0.0)
        val factor = window(m, n, random)
        holds("product", y)(elements.multiply(x, factor, y))((i, j) => round(x.get(i, j) * factor.get(i, j)))
        val itself = copy(x)
        holds("in place", itself)(elements.multiply(itself, factor, itself))((i, j) => y.get(i, j))
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
        def fromTheBeginning = new Matrix(precision.of(begun.toArray), 0, 1, n)
        val sums = copy(begun)
        holds("sums", sums)(elements.addSums(x, sums))(chain((sum, i, j) => round(sum + x.get(i, j))))
        val products = fromTheBeginning
        holds("products", products)(elements.addProducts(x, y, products.array))(
          chain((sum, i, j) => fma(x.get(i, j), y.get(i, j), sum))
        )
        val squares = fromTheBeginning
        holds("squares", squares)(elements.addSquares(x, mean, squares.array))(chain { (sum, i, j) =>
          val centred = round(x.get(i, j) - mean.get(j))
          fma(centred, centred, sum)
        })
      }
    }

    test(s"$name: batch normalisation and its gradient") {
      forAll(shapes, minSuccessful(200)) { case (m, n, seed) =>
        val random = new Random(seed)
        val (x, normal, y, d) =
          (window(m, n, random), window(m, n, random), window(m, n, random), window(m, n, random))
        val (first, second, third) = (array(n, random), array(n, random), array(n, random))
        val (mean, beta) = (window(1, n, random), window(1, n, random))
        val gammaBeta = window(2, n, random)
        def standard(i: Int, j: Int) = round(round(x.get(i, j) - first.get(j)) * second.get(j))
        holds("y", y)(elements.standardise(x, first, second, gammaBeta, normal, y)) { (i, j) =>
          fma(gammaBeta.get(0, j), standard(i, j), gammaBeta.get(1, j))
        }
        val again = copy(normal)
        holds("normal", again)(elements.standardise(x, first, second, gammaBeta, again, y))(standard)
        val before = copy(d)
        holds("gradient", d)(elements.standardiseGradient(normal, first, second, third, d))((i, j) =>
          round(first.get(j) * fma(-normal.get(i, j), second.get(j), round(before.get(i, j) - third.get(j))))
        )
        holds("inference", y)(elements.shiftAndScale(x, mean, second, beta, y))((i, j) =>
          fma(second.get(j), round(x.get(i, j) - mean.get(0, j)), beta.get(0, j))
        )
      }
    }

    test(s"$name: every pixel is divided as a float, wherever it stands") {
      val pixels = Array.tabulate(1021)(i => (i * 7).toByte)
      for (from <- 0 to 9; count <- Seq(0, 1, 7, 8, 9, 16, 17, 784, 1000)) {
        val to = new Matrix(arithmetic.array(1010)(-1.0), from, 1, count)
        holds("scaled", to)(elements.scale(pixels, from, to.array, to.offset, count))((_, j) =>
          ((pixels(from + j) & 0xff).toFloat / 255f).toDouble
        )
      }
    }
  }

  test("the fastest has vector instructions where the JVM was started with their module") {
    assert(ModuleLayer.boot.findModule("jdk.incubator.vector").isPresent, "which the tests' options ask for")
    assert(Elements.fastest(Precision.DOUBLE) ne PlainElements.INSTANCE)
    assert(Elements.fastest(Precision.SINGLE) ne FloatPlainElements.INSTANCE)
  }

  test("an array of the other precision is refused") {
    for (Seq(one, other) <- Precision.values.toSeq.permutations)
      intercept[UnsupportedOperationException](
        Elements.fastest(one).rectify(Matrix.zeros(2, 3, one), Matrix.zeros(2, 3, other))
      )
  }
}
