package treecast.linalg

import dev.ludovic.netlib.blas.{BLAS, JavaBLAS, NativeBLAS}
import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import scala.jdk.OptionConverters._
import scala.util.Random

/** The definition of the product: one chain of fused multiply-adds for each element, in ascending order. */
class GemmSpec extends AnyFunSuite with ScalaCheckPropertyChecks {
  private type Elements = (Int, Int) => Double

  /** Of what was got, what was expected, and the magnitudes that go into it. */
  private type Comparison = (Double, Double, => Double) => Boolean

  private val products: Seq[(String, Gemm)] =
    ("plain" -> PlainGemm.INSTANCE) +: GemmKernel.values.toSeq.map { kernel =>
      s"${Gemm.fastest.name}, $kernel" -> new VectorGemm(kernel)
    }

  private val sides = Gen.oneOf(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17, 24, 31, 33, 41, 57, 65)
  private val shapes = for (m <- sides; k <- sides; n <- sides; seed <- Gen.long) yield (m, k, n, seed)

  private def value(random: Random): Double = random.nextInt(20) match {
    case 0 => 0.0
    case 1 => -0.0
    case 2 => Double.MinPositiveValue * random.nextInt(100)
    case 3 => random.nextGaussian() * 1e12
    case _ => random.nextGaussian()
  }

  /** A window somewhere inside an array of random numbers. */
  private def window(rows: Int, columns: Int, random: Random): Matrix = {
    val offset = random.nextInt(10)
    new Matrix(Array.fill(offset + rows * columns + random.nextInt(10))(value(random)), offset, rows, columns)
  }

  /** The whole array that c lies in, after the product: what lies around c has to stay. */
  private def defined(m: Int, k: Int, n: Int, a: Elements, b: Elements, c: Matrix): Array[Double] = {
    val values = c.values.clone()
    for (i <- 0 until m; j <- 0 until n; l <- 0 until k)
      values(c.row(i) + j) = Math.fma(a(i, l), b(l, j), values(c.row(i) + j))
    values
  }

  /** The sum of the magnitudes that go into each element, which errors are relative to; 0 around the product. */
  private def magnitudes(m: Int, k: Int, n: Int, a: Elements, b: Elements, c: Matrix): Array[Double] = {
    val values = new Array[Double](c.values.length)
    for (i <- 0 until m; j <- 0 until n)
      values(c.row(i) + j) = (0 until k).foldLeft(c.get(i, j).abs)((sum, l) => sum + (a(i, l) * b(l, j)).abs)
    values
  }

  private def sameBits(got: Double, expected: Double, magnitude: => Double): Boolean =
    java.lang.Double.doubleToRawLongBits(got) == java.lang.Double.doubleToRawLongBits(expected)

  private def close(got: Double, expected: Double, magnitude: => Double): Boolean =
    sameBits(got, expected, magnitude) || (got - expected).abs <= 1e-12 * magnitude

  private def holdsFor(gemm: Gemm, m: Int, k: Int, n: Int, seed: Long, same: Comparison = sameBits): Unit = {
    val random = new Random(seed)
    val (a, at) = (window(m, k, random), window(k, m, random))
    val (b, bt) = (window(k, n, random), window(n, k, random))
    for (product <- Seq("a b", "aT b", "a bT")) {
      val c = window(m, n, random)
      val (left, right): (Elements, Elements) = product match {
        case "a b"  => ((i, l) => a.get(i, l), (l, j) => b.get(l, j))
        case "aT b" => ((i, l) => at.get(l, i), (l, j) => b.get(l, j))
        case _      => ((i, l) => a.get(i, l), (l, j) => bt.get(j, l))
      }
      val expected = defined(m, k, n, left, right, c)
      val before = new Matrix(c.values.clone(), c.offset, m, n)
      lazy val magnitude = magnitudes(m, k, n, left, right, before)
      product match {
        case "a b"  => gemm.multiplyAdd(a, b, c)
        case "aT b" => gemm.multiplyAddLeftTransposed(at, b, c)
        case _      => gemm.multiplyAddRightTransposed(a, bt, c)
      }
      for (i <- expected.indices)
        assert(
          same(c.values()(i), expected(i), magnitude(i)),
          s"$product, $m x $k by $k x $n, element $i: ${c.values()(i)} instead of ${expected(i)}"
        )
    }
  }

  private val large = Seq(
    (3, 1021, 5),
    (3, 1021, 41),
    (1021, 2, 3),
    (1021, 9, 17),
    (2, 3, 1021),
    (9, 130, 1021),
    (1, 1023, 1),
    (300, 257, 43),
    (128, 784, 10),
    (100, 128, 100),
    (32, 401, 100),
    (19, 801, 140),
    (18, 3, 257),
    (17, 2, 1030)
  )

  for ((name, gemm) <- products) {
    test(s"$name: windows of any shape, the bits of the definition, and nothing around them touched") {
      forAll(shapes, minSuccessful(400)) { case (m, k, n, seed) => holdsFor(gemm, m, k, n, seed) }
    }

    for ((m, k, n) <- large)
      test(s"$name: $m x $k by $k x $n")(holdsFor(gemm, m, k, n, m + k + n))

    test(s"$name: shapes that do not fit are refused")(refusesOthers(gemm))
  }

  private val libraries: Seq[(String, () => BLAS)] =
    Seq("the machine's library" -> (() => NativeBLAS.getInstance), "the one in Java" -> (() => JavaBLAS.getInstance))

  for ((which, library) <- libraries) {
    lazy val netlib =
      try new NetlibGemm(library())
      catch { case e @ (_: RuntimeException | _: LinkageError) => cancel(s"there is no native BLAS here: $e") }

    test(s"netlib with $which: the products within 1e-12 of their magnitudes, and nothing around them touched") {
      forAll(shapes, minSuccessful(400)) { case (m, k, n, seed) => holdsFor(netlib, m, k, n, seed, close) }
      for ((m, k, n) <- large) holdsFor(netlib, m, k, n, m + k + n, close)
    }

    test(s"netlib with $which: shapes that do not fit are refused")(refusesOthers(netlib))
  }

  test("netlib is chosen by name where the machine has it, else refused with its file's name") {
    try assert(Gemm.named("netlib").name == "netlib")
    catch {
      case refused: IllegalArgumentException =>
        assert(refused.getMessage.contains("libblas.so.3"))
        intercept[Throwable](NativeBLAS.getInstance)
    }
  }

  test("the fastest has vector instructions where the JVM was started with their module") {
    val module = ModuleLayer.boot.findModule("jdk.incubator.vector").isPresent
    assert(module, "which the tests' options ask for")
    assert(Gemm.fastest.name.startsWith("vector-"))
  }

  test("the kernel is that for the machine's registers, or the one that a setting names") {
    def chosen(lanes: Int, setting: String*) = GemmKernel.of(setting.headOption.toJava, lanes)
    assert(chosen(8) == GemmKernel.IN_PLACE && chosen(2) == GemmKernel.IN_PLACE)
    if (System.getProperty("os.arch") == "amd64") assert(chosen(4) == GemmKernel.PACKED)
    assert(chosen(8, "packed") == GemmKernel.PACKED && chosen(4, "in-place") == GemmKernel.IN_PLACE)
    val refused = intercept[IllegalArgumentException](chosen(4, "wide"))
    assert(refused.getMessage == "treecast.kernel: expected one of packed, in-place, found wide")
  }

  private def refusesOthers(gemm: Gemm) = {
    val (a, b) = (Matrix.zeros(2, 3), Matrix.zeros(3, 4))
    gemm.multiplyAdd(a, b, Matrix.zeros(2, 4))
    for (c <- Seq(Matrix.zeros(4, 2), Matrix.zeros(2, 3), Matrix.zeros(3, 4)))
      intercept[IllegalArgumentException](gemm.multiplyAdd(a, b, c))
    intercept[IllegalArgumentException](gemm.multiplyAdd(b, a, Matrix.zeros(3, 3)))
    intercept[IllegalArgumentException](gemm.multiplyAddLeftTransposed(a, b, Matrix.zeros(3, 4)))
    intercept[IllegalArgumentException](gemm.multiplyAddRightTransposed(a, b, Matrix.zeros(2, 3)))
  }
}
