package treecast.chart

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks
import treecast.testing.Waiting

import java.awt.image.BufferedImage

/** Pictures as files. */
class ChartImageSpec extends AnyFunSuite with ScalaCheckPropertyChecks with Pictures with Waiting {
  private val looks = for (theme <- Theme.values.toSeq; size <- Size.values) yield (theme, size)

  private def series(n: Int, value: () => Double): Seq[Series] = {
    def values = Array.fill(n)(value())
    Seq(
      new Series.Line("line", values, values, 3),
      new Series.Line("bare line", values, values, 0),
      new Series.Points("points", values, values),
      new Series.ColouredPoints("value", values, values, values),
      new Series.Bars("bars", value(), value(), values),
      new Series.Contours("contours", values, values, Array.fill(n)(values), values)
    )
  }

  private def panels(n: Int, numbers: Seq[Double], x: Axis, y: Axis): Seq[Panel] = {
    val next = Iterator.continually(numbers).flatten
    val alone = series(n, () => next.next()).map(s => new Panel("title", x, y, java.util.List.of(s)))
    alone :+ new Panel("together", x, y, java.util.List.of(series(n, () => next.next()).take(6): _*))
  }

  test("every kind of series is drawn whatever its values") {
    val axes = Gen.oneOf(Axis.of("x"), Axis.logarithmic("x"), Axis.of("x", 0, 1))
    val numbers = Gen.listOfN(400, oddNumber)
    forAll(Gen.choose(1, 6), numbers, axes, axes, Gen.oneOf(Theme.values.toSeq)) { (n, numbers, x, y, theme) =>
      val quarter = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB)
      new Page(chart(3, panels(n, numbers, x, y): _*)).draw(new Canvas(quarter, theme, 0.25))
    }
  }

  test("and in every look") {
    val numbers = Seq(0, 1e300, -3, Double.NaN, 1e-300, 2, 5, Double.PositiveInfinity, 0.5, 7)
    for ((theme, size) <- looks) {
      val png = ChartImage.png(chart(3, panels(4, numbers, Axis.of("x"), Axis.logarithmic("y")): _*), theme, size)
      assert(image(png).getWidth > 1000)
    }
  }

  test("a picture has the size of its page, at two dots a pixel and at 300 an inch") {
    val wide = chart(4, Seq.fill(16)(panel(line("a", 1, 2, 3))): _*)
    val page = new Page(wide)
    assert(math.abs(page.outerWidth - 800) < 12)
    for ((theme, size) <- looks) {
      val drawn = image(ChartImage.png(wide, theme, size))
      val scale = if (size == Size.SCREEN) 2 else 3.125
      assert(math.abs(drawn.getWidth - page.outerWidth * scale) < 1)
      assert(math.abs(drawn.getHeight - page.outerHeight * scale) < 1)
    }
    val print = ChartImage.png(wide, Theme.LIGHT, Size.PRINT)
    val at = new String(print, "ISO-8859-1").indexOf("pHYs") + 4
    assert(java.nio.ByteBuffer.wrap(print, at, 4).getInt == 11811) // 300 dots per inch in dots per metre
  }

  test("one chart gives the same bytes each time, on any thread") {
    def drawn: Seq[Byte] = ChartImage.png(chart(2, panel(line("a", 1, 3, 2)), panel()), Theme.DARK, Size.SCREEN).toSeq
    val first = drawn
    assert(drawn == first)
    java.util.stream.IntStream.range(0, 4).parallel.forEach(_ => assert(drawn == first))
  }

  test("themes differ in colours and in nothing else") {
    val one = chart(1, panel(line("a", 1, 3, 2)))
    val Seq(light, dark) = Seq(Theme.LIGHT, Theme.DARK).map(theme => image(ChartImage.png(one, theme, Size.SCREEN)))
    assert((light.getWidth, light.getHeight) == (dark.getWidth, dark.getHeight))
    for ((drawn, theme) <- Seq(light -> Theme.LIGHT, dark -> Theme.DARK)) {
      assert(drawn.getRGB(0, 0) == theme.background.getRGB)
      assert(drawn.getRGB(drawn.getWidth - 1, drawn.getHeight - 1) == theme.background.getRGB)
    }
    for (x <- 0 until light.getWidth; y <- 0 until light.getHeight) {
      val paper =
        (light.getRGB(x, y) == Theme.LIGHT.background.getRGB, dark.getRGB(x, y) == Theme.DARK.background.getRGB)
      assert(paper._1 == paper._2, s"at $x, $y")
    }
  }

  test("without a font there is one line that says so") {
    val java = ProcessHandle.current.info.command.orElse("java")
    val command = Seq(java, "-Djava.awt.headless=true", "-Dsun.awt.fontconfig=missing", "-cp")
    val child = new ProcessBuilder(command :+ System.getProperty("java.class.path") :+ "treecast.chart.DrawOne": _*)
    val said = ran(child)._2.trim
    assume(said != "drawn", "fonts are found without fontconfig here")
    assert(said.startsWith("charts: expected a font") && said.linesIterator.size == 1, said)
  }
}

/** Draws a picture in a JVM of its own. */
object DrawOne {
  def main(args: Array[String]): Unit = {
    val axis = Axis.of("x")
    val chart = new Chart("title", "", "note", 1, java.util.List.of(new Panel("", axis, axis, java.util.List.of())))
    try {
      ChartImage.png(chart, Theme.LIGHT, Size.SCREEN)
      println("drawn")
    } catch { case e: NoFontException => println(e.getMessage) }
  }
}
