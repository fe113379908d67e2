package treecast.chart

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

/** Where values stand. */
class ScaleSpec extends AnyFunSuite with ScalaCheckPropertyChecks with Pictures {
  private val axes = Gen.oneOf(Axis.of(""), Axis.logarithmic(""))

  test("an axis holds every value that can stand on it, and orders them") {
    forAll(Gen.listOf(oddNumber), axes, Gen.oneOf(true, false)) { (values, axis, room) =>
      val scale = Scale.of(axis, values.toArray, room)
      assert(scale.from < scale.to)
      assert(java.lang.Double.isFinite(scale.from) && java.lang.Double.isFinite(scale.to))
      val standing = values.filter(v => java.lang.Double.isFinite(v) && (!axis.logarithmic || v > 0))
      for (value <- standing) {
        assert(scale.position(value) >= -1e-6 && scale.position(value) <= 1 + 1e-6, s"$value in $scale")
      }
      val places = standing.sorted.map(scale.position)
      assert(places.zip(places.drop(1)).forall { case (a, b) => a <= b })
    }
  }

  test("fixed ends stay where they are, whatever the values") {
    forAll(Gen.listOf(oddNumber)) { values =>
      assert(Scale.of(Axis.of("", 0, 2.5), values.toArray, true) == new Scale(0, 2.5, false))
      val half = Scale.of(new Axis("", 0, Double.NaN, false), values.toArray, true)
      assert(half.from == 0 && half.to > 0)
    }
  }

  test("what cannot stand on an axis has no place") {
    val logarithmic = new Scale(1, 10, true)
    for (value <- Seq(Double.NaN, Double.PositiveInfinity, 0.0, -1.0)) assert(logarithmic.position(value).isNaN)
    assert(new Scale(0, 1, false).position(Double.NegativeInfinity).isNaN)
    assert(math.abs(logarithmic.position(math.sqrt(10)) - 0.5) < 1e-12)
  }

  test("a constant and a single value stand in the middle") {
    for (value <- Seq(0.0, 3.0, -1e-300, 1e300, 1e-6)) {
      assert(math.abs(Scale.of(Axis.of(""), Array(value, value), true).position(value) - 0.5) < 1e-9)
    }
    assert(math.abs(Scale.of(Axis.logarithmic(""), Array(1e-5), true).position(1e-5) - 0.5) < 1e-9)
  }
}
