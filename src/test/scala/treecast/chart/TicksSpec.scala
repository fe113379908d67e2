package treecast.chart

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import scala.jdk.CollectionConverters._

/** Round numbers, as many as fit. */
class TicksSpec extends AnyFunSuite with ScalaCheckPropertyChecks with Pictures {
  private val magnitude = Gen.choose(-299.0, 299.0).map(math.pow(10, _))

  /** Ranges whose ends differ by more than a millionth. */
  private val linear = for {
    span <- magnitude
    middle <- Gen.oneOf(Gen.const(0.0), Gen.choose(-1e3, 1e3))
  } yield new Scale(span * (middle - 0.5), span * (middle + 0.5), false)

  private val logarithmic = for {
    low <- Gen.choose(-299.0, 298.0)
    decades <- Gen.oneOf(Gen.choose(0.01, 4.0), Gen.choose(0.01, 299 - low))
  } yield new Scale(math.pow(10, low), math.pow(10, low + decades), true)

  private val length = Gen.choose(90.0, 700.0)

  private def value(label: String): Double = {
    val raised = "⁰¹²³⁴⁵⁶⁷⁸⁹".zipWithIndex.toMap
    val plain = label.map(c => if (c == '−' || c == '⁻') '-' else raised.get(c).fold(c)(d => ('0' + d).toChar))
    val at = label.lastIndexOf("10", label.indexWhere(c => c == '⁻' || raised.contains(c)))
    if (!label.exists(raised.contains)) plain.replace(",", "").toDouble
    else {
      val mantissa = plain.take(at).stripSuffix("·")
      (if (mantissa.isEmpty) "1" else mantissa).toDouble * math.pow(10, plain.drop(at + 2).toInt)
    }
  }

  private def check(scale: Scale, ticks: Seq[Tick]): Unit = {
    assert(ticks.map(_.position).sliding(2).forall { case Seq(a, b) => a < b; case _ => true })
    assert(ticks.map(_.label).distinct.size == ticks.size)
    for (tick <- ticks) {
      assert(tick.position >= -1e-8 && tick.position <= 1 + 1e-8)
      assert(math.abs(scale.position(value(tick.label)) - tick.position) < 1e-6, s"${tick.label} in $scale")
    }
  }

  test("labels say where they stand and do not meet, along any range and length") {
    forAll(Gen.oneOf(linear, logarithmic), length) { (scale, length) =>
      val ticks = AxisTicks.across(scale, length).asScala.toSeq
      check(scale, ticks)
      val edges = ticks.map { tick =>
        val half = AxisTicks.width(tick) / 2
        (tick.position * length - half, tick.position * length + half)
      }
      for (((_, end), (begin, _)) <- edges.zip(edges.drop(1))) assert(end + 5 < begin)
    }
  }

  test("nor do they upwards, and there are two at least") {
    forAll(Gen.oneOf(linear, logarithmic), length) { (scale, length) =>
      val ticks = AxisTicks.up(scale, length).asScala.toSeq
      check(scale, ticks)
      assert(ticks.size >= 2, scale)
      for (Seq(a, b) <- ticks.map(_.position * length).sliding(2)) assert(b - a > 12)
    }
  }

  test("steps are 1, 2 or 5 times a power of ten") {
    forAll(linear, length) { (scale, length) =>
      val values = AxisTicks.up(scale, length).asScala.map(tick => value(tick.label)).toSeq
      val step = (values.last - values.head) / (values.size - 1)
      val round = step / math.pow(10, math.floor(math.log10(step * (1 + 1e-6))))
      assert(Seq(1.0, 2.0, 5.0).exists(r => math.abs(r - round) < 1e-3), s"$values")
      assert(values.sliding(2).forall { case Seq(a, b) => math.abs(b - a - step) < 1e-3 * step })
    }
  }

  test("numbers as people write them") {
    def labels(low: Double, high: Double, logarithmic: Boolean = false, length: Double = 150): Seq[String] =
      AxisTicks.up(new Scale(low, high, logarithmic), length).asScala.map(_.label).toSeq
    assert(labels(0, 1) == Seq("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"))
    assert(labels(-10, 10) == Seq("−10", "−5", "0", "5", "10"))
    assert(labels(0, 30000, length = 100) == Seq("0", "10,000", "20,000", "30,000"))
    assert(labels(0, 12000) == Seq("0", "2,000", "4,000", "6,000", "8,000", "10,000", "12,000"))
    assert(labels(0, 4000) == Seq("0", "1000", "2000", "3000", "4000"))
    assert(labels(0, 4e-6) == Seq("0", "1·10⁻⁶", "2·10⁻⁶", "3·10⁻⁶", "4·10⁻⁶"))
    assert(labels(1e-6, 1e-2, logarithmic = true) == Seq("10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²"))
    assert(labels(0.01, 10, logarithmic = true) == Seq("0.01", "0.1", "1", "10"))
    assert(labels(0.5, 20, logarithmic = true) == Seq("0.5", "1", "2", "5", "10", "20"))
  }
}
