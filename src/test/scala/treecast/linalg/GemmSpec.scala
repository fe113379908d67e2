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

  private val products: Seq[(String, Precision, Gemm)] =
    Seq(
      ("plain", Precision.DOUBLE, PlainGemm.INSTANCE),
      ("plain, single", Precision.SINGLE, FloatPlainGemm.INSTANCE)
    ) ++
      GemmKernel.values.toSeq.flatMap { kernel =>
        Seq(
          (s"${Gemm.fastest(Precision.DOUBLE).name}, $kernel", Precision.DOUBLE, new VectorGemm(kernel)),
          (s"${Gemm.fastest(Precision.SINGLE).name}, $kernel, single", Precision.SINGLE, new FloatVectorGemm(kernel))
        )
      }

  private val sides = Gen.oneOf(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17, 24, 31, 33, 41, 57, 65)
  private val shapes = for (m <- sides; k <- sides; n <- sides; seed <- Gen.long) yield (m, k, n, seed)

  private def value(random: Random, smallest: Double): Double = random.nextInt(20) match {
    case 0 => 0.0
    case 1 => -0.0
    case 2 => smallest * random.nextInt(100)
    case 3 => random.nextGaussian() * 1e12
    case _ => random.nextGaussian()
  }

  /** The whole array that c lies in, after the product: what lies around c has to stay. */
  private def defined(
      arithmetic: Arithmetic,
      m: Int,
      k: Int,
      n: Int,
      a: Elements,
      b: Elements,
      c: Matrix
  ): FlatArray = {
    val defined = arithmetic.copy(c)
    for (i <- 0 until m; j <- 0 until n; l <- 0 until k)
      defined.set(i, j, arithmetic.fma(a(i, l), b(l, j), defined.get(i, j)))
    defined.array
  }

  /** The sum of the magnitudes that go into each element, which errors are relative to; 0 around the product. */
  private def magnitudes(m: Int, k: Int, n: Int, a: Elements, b: Elements, c: Matrix): Array[Double] = {
    val values = new Array[Double](c.array.length)
    for (i <- 0 until m; j <- 0 until n)
      values(c.row(i) + j) = (0 until k).foldLeft(c.get(i, j).abs)((sum, l) => sum + (a(i, l) * b(l, j)).abs)
    values
  }

  private def sameBits(got: Double, expected: Double, magnitude: => Double): Boolean =
    java.lang.Double.doubleToRawLongBits(got) == java.lang.Double.doubleToRawLongBits(expected)

  private def within(tolerance: Double)(got: Double, expected: Double, magnitude: => Double): Boolean =
    sameBits(got, expected, magnitude) || (got - expected).abs <= tolerance * magnitude

  private def holdsFor(
      gemm: Gemm,
      precision: Precision,
      m: Int,
      k: Int,
      n: Int,
      seed: Long,
      same: Comparison = sameBits
  ): Unit = {
    val random = new Random(seed)
    val arithmetic = Arithmetic(precision)
    def window(rows: Int, columns: Int, random: Random) =
      arithmetic.window(rows, columns, random)(value(random, arithmetic.smallest))
    val (a, at) = (window(m, k, random), window(k, m, random))
    val (b, bt) = (window(k, n, random), window(n, k, random))
    for (product <- Seq("a b", "a b, prepared", "aT b", "a bT"); sets <- Seq(false, true)) {
      val c = window(m, n, random)
      val initial = if (sets) window(1, n, random) else c
      val (left, right): (Elements, Elements) = product match {
        case "a b" | "a b, prepared" => ((i, l) => a.get(i, l), (l, j) => b.get(l, j))
        case "aT b"                  => ((i, l) => at.get(l, i), (l, j) => b.get(l, j))
        case _                       => ((i, l) => a.get(i, l), (l, j) => bt.get(j, l))
      }
      val before = arithmetic.copy(c)
      if (sets) for (i <- 0 until m; j <- 0 until n) before.set(i, j, initial.get(0, j))
      val expected = defined(arithmetic, m, k, n, left, right, before)
      lazy val magnitude = magnitudes(m, k, n, left, right, before)
      product match {
        case "a b" if sets   => gemm.multiply(a, b, initial, c)
        case "a b"           => gemm.multiplyAdd(a, b, c)
        case "a b, prepared" => gemm.product(a, b, initial, c).run()
        case "aT b" if sets  => gemm.multiplyLeftTransposed(at, b, initial, c)
        case "aT b"          => gemm.multiplyAddLeftTransposed(at, b, c)
        case _ if sets       => gemm.multiplyRightTransposed(a, bt, initial, c)
        case _               => gemm.multiplyAddRightTransposed(a, bt, c)
      }
      for (i <- 0 until expected.length)
        assert(
          same(c.array.get(i), expected.get(i), magnitude(i)),
          s"$product${if (sets) ", set" else ""}, $m x $k by $k x $n, element $i: ${c.array.get(i)} instead of ${expected.get(i)}"
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
    (17, 2, 1030),
    (70, 420, 300),
    (72, 130, 259),
    (130, 64, 8),
    (130, 64, 16)
  )

  for ((name, precision, gemm) <- products) {
    test(s"$name: windows of any shape, the bits of the definition, and nothing around them touched") {
      forAll(shapes, minSuccessful(400)) { case (m, k, n, seed) => holdsFor(gemm, precision, m, k, n, seed) }
    }

    for ((m, k, n) <- large)
      test(s"$name: $m x $k by $k x $n")(holdsFor(gemm, precision, m, k, n, m + k + n))

    test(s"$name: shapes that do not fit are refused")(refusesOthers(gemm, precision))
  }

  private val libraries: Seq[(String, () => BLAS)] =
    Seq("the machine's library" -> (() => NativeBLAS.getInstance), "the one in Java" -> (() => JavaBLAS.getInstance))

  for ((which, library) <- libraries) {
    lazy val netlib =
      try new NetlibGemm(library())
      catch { case e @ (_: RuntimeException | _: LinkageError) => cancel(s"there is no native BLAS here: $e") }

    for ((precision, tolerance) <- Seq(Precision.DOUBLE -> 1e-12, Precision.SINGLE -> 1e-4))
      test(
        s"netlib with $which: the products in $precision within $tolerance of their magnitudes, and nothing around"
      ) {
        def close: Comparison = (got, expected, magnitude) => within(tolerance)(got, expected, magnitude)
        forAll(shapes, minSuccessful(400)) { case (m, k, n, seed) => holdsFor(netlib, precision, m, k, n, seed, close) }
        for ((m, k, n) <- large) holdsFor(netlib, precision, m, k, n, m + k + n, close)
      }

    test(s"netlib with $which: shapes that do not fit are refused")(refusesOthers(netlib, Precision.DOUBLE))
  }

  test("netlib is chosen by name where the machine has it, else refused with its file's name") {
    try assert(Gemm.named("netlib", Precision.DOUBLE).name == "netlib")
    catch {
      case refused: IllegalArgumentException =>
        assert(refused.getMessage.contains("libblas.so.3"))
        intercept[Throwable](NativeBLAS.getInstance)
    }
  }

  test("the fastest has vector instructions where the JVM was started with their module") {
    val module = ModuleLayer.boot.findModule("jdk.incubator.vector").isPresent
    assert(module, "which the tests' options ask for")
    for (precision <- Precision.values) assert(Gemm.fastest(precision).name.startsWith("vector-"))
  }

  test("the kernel is that for the machine's registers, or the one that a setting names") {
    def chosen(bits: Int, setting: String*) = GemmKernel.of(setting.headOption.toJava, bits)
    assert(chosen(512) == GemmKernel.IN_PLACE && chosen(128) == GemmKernel.IN_PLACE)
    if (System.getProperty("os.arch") == "amd64") assert(chosen(256) == GemmKernel.PACKED)
    assert(chosen(512, "packed") == GemmKernel.PACKED && chosen(256, "in-place") == GemmKernel.IN_PLACE)
    val refused = intercept[IllegalArgumentException](chosen(256, "wide"))
    assert(refused.getMessage == "treecast.kernel: expected one of packed, in-place, found wide")
  }

  private def refusesOthers(gemm: Gemm, precision: Precision) = {
    def zeros(rows: Int, columns: Int) = Matrix.zeros(rows, columns, precision)
    val (a, b) = (zeros(2, 3), zeros(3, 4))
    gemm.multiplyAdd(a, b, zeros(2, 4))
    for (c <- Seq(zeros(4, 2), zeros(2, 3), zeros(3, 4)))
      intercept[IllegalArgumentException](gemm.multiplyAdd(a, b, c))
    intercept[IllegalArgumentException](gemm.multiplyAdd(b, a, zeros(3, 3)))
    for (initial <- Seq(zeros(2, 4), zeros(1, 3), zeros(0, 4)))
      intercept[IllegalArgumentException](gemm.multiply(a, b, initial, zeros(2, 4)))
    intercept[IllegalArgumentException](gemm.multiplyAddLeftTransposed(a, b, zeros(3, 4)))
    intercept[IllegalArgumentException](gemm.multiplyAddRightTransposed(a, b, zeros(2, 3)))
  }
}
