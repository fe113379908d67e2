package treecast.chart

import org.scalatest.funsuite.AnyFunSuite

import java.awt.Color

/** Colours that everybody can tell apart, in both themes. */
class ThemeSpec extends AnyFunSuite {

  /** What people see who lack nothing, red cones or green cones: Machado, Oliveira and Fernandes 2009, severity 1. */
  private val eyes = Map(
    "all cones" -> Seq(Seq(1.0, 0.0, 0.0), Seq(0.0, 1.0, 0.0), Seq(0.0, 0.0, 1.0)),
    "no red" -> Seq(
      Seq(0.152286, 1.052583, -0.204868),
      Seq(0.114503, 0.786281, 0.099216),
      Seq(-0.003882, -0.048116, 1.051998)
    ),
    "no green" -> Seq(
      Seq(0.367322, 0.860646, -0.227968),
      Seq(0.280085, 0.672501, 0.047413),
      Seq(-0.011820, 0.042940, 0.968881)
    )
  )

  private def linear(byte: Int): Double = {
    val c = byte / 255.0
    if (c <= 0.04045) c / 12.92 else math.pow((c + 0.055) / 1.055, 2.4)
  }

  /** CIE L*a*b*, in which a distance of 2 is just seen. */
  private def lab(colour: Color, eye: Seq[Seq[Double]]): Seq[Double] = {
    val full = Seq(colour.getRed, colour.getGreen, colour.getBlue).map(linear)
    val Seq(r, g, b) = eye.map(row => math.max(0.0, math.min(1.0, row.zip(full).map { case (m, c) => m * c }.sum)))
    def f(t: Double): Double = if (t > 0.008856) math.cbrt(t) else 7.787 * t + 16.0 / 116
    val x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
    val y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
    val z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
    Seq(116 * y - 16, 500 * (x - y), 200 * (y - z))
  }

  private def distance(a: Seq[Double], b: Seq[Double]): Double =
    math.sqrt(a.zip(b).map { case (p, q) => (p - q) * (p - q) }.sum)

  for (theme <- Theme.values; (eye, matrix) <- eyes)
    test(s"colours of series on $theme are far apart for $eye") {
      val colours = (0 until theme.colours).map(i => lab(theme.series(i), matrix))
      for (a <- colours.indices; b <- 0 until a) assert(distance(colours(a), colours(b)) > 20, s"$b and $a")
    }

  for (theme <- Theme.values) {
    test(s"series stand out from $theme by 3 to 1, words by 4.5") {
      for (i <- 0 until theme.colours) assert(Theme.contrast(theme.series(i), theme.background) >= 3, s"colour $i")
      for (words <- Seq(theme.ink, theme.muted)) assert(Theme.contrast(words, theme.background) >= 4.5)
    }

    test(s"numbers can be read on every shade of $theme") {
      for (i <- 0 to 100) assert(Theme.contrast(theme.onShade(i / 100.0), theme.shade(i / 100.0)) >= 4.5, s"$i %")
    }

    test(s"the colour scale of $theme gets brighter all the way, for everybody") {
      for (matrix <- eyes.values) {
        val lightness = (0 to 50).map(i => lab(theme.ramp(i / 50.0), matrix).head)
        assert(lightness.zip(lightness.drop(1)).forall { case (a, b) => b > a + 0.5 })
      }
    }
  }

  test("series that share a colour share neither marker nor dashes") {
    val styles = (0 until 24).map(new Style(_))
    for (a <- styles; b <- styles if a.index < b.index && a.colour(Theme.LIGHT) == b.colour(Theme.LIGHT)) {
      assert(a.marker != b.marker)
      assert(a.dashed(1) != b.dashed(1))
    }
  }
}
