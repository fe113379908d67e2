package treecast.chart

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import java.awt.Color
import java.awt.geom.Rectangle2D
import java.awt.image.BufferedImage
import scala.collection.mutable
import scala.jdk.CollectionConverters._

/** Where words stand: within the picture, and none on another. */
class LayoutSpec extends AnyFunSuite with ScalaCheckPropertyChecks with Pictures {

  /** Notes what is written where. */
  private class Notes(image: BufferedImage) extends Canvas(image, Theme.LIGHT, 1) {
    val boxes: mutable.Buffer[(String, Rectangle2D)] = mutable.Buffer.empty

    override def text(l: Lettering, colour: Color, text: String, x: Double, y: Double, align: Double): Unit = {
      val (width, height) = (l.width(text), 0.9 * l.font.getSize)
      boxes += text -> new Rectangle2D.Double(x - align * width, y - height / 2, width, height)
      super.text(l, colour, text, x, y, align)
    }

    override def upright(l: Lettering, colour: Color, text: String, x: Double, y: Double, align: Double): Unit = {
      val (width, height) = (l.width(text), 0.9 * l.font.getSize)
      boxes += text -> new Rectangle2D.Double(x - height / 2, y - (1 - align) * width, height, width)
      super.upright(l, colour, text, x, y, align)
    }
  }

  private def written(chart: Chart): Seq[(String, Rectangle2D)] = {
    val page = new Page(chart)
    val notes = new Notes(new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB))
    page.draw(notes)
    val all = notes.boxes.toSeq
    for ((text, box) <- all) {
      assert(box.getMinX >= 0 && box.getMaxX <= page.outerWidth, s"'$text' is cut at the side")
      assert(box.getMinY >= 0 && box.getMaxY <= page.outerHeight, s"'$text' is cut above or below")
    }
    for (a <- all.indices; b <- 0 until a) {
      assert(!all(a)._2.intersects(all(b)._2), s"'${all(b)._1}' and '${all(a)._1}' overlap")
    }
    all
  }

  private def words(chart: Chart): Seq[String] = written(chart).map(_._1)

  private val phrase = Gen
    .choose(0, 12)
    .flatMap(Gen.listOfN(_, Gen.choose(1, 14).flatMap(Gen.listOfN(_, Gen.alphaChar))))
    .map(_.map(_.mkString).mkString(" "))
  private val numbers = Gen.choose(1, 8).flatMap(Gen.listOfN(_, oddNumber))
  private val series =
    for (name <- phrase; y <- numbers; bars <- Gen.oneOf(true, false))
      yield if (bars) new Series.Bars(name, 0, 1, y.toArray) else line(name, y: _*)
  private val axis =
    for (label <- phrase; logarithmic <- Gen.oneOf(true, false))
      yield new Axis(label, Double.NaN, Double.NaN, logarithmic)
  private val panels = for {
    title <- phrase
    x <- axis
    y <- axis
    drawn <- Gen.choose(0, 3).flatMap(Gen.listOfN(_, series))
  } yield new Panel(title, x, y, java.util.List.of(drawn: _*))
  private val charts = for {
    title <- phrase
    note <- phrase
    columns <- Gen.choose(1, 5)
    drawn <- Gen.choose(1, 12).flatMap(Gen.listOfN(_, panels))
  } yield new Chart(title, "", note, columns, java.util.List.of(drawn: _*))

  test("whatever the words and the values, nothing is cut and nothing overlaps") {
    forAll(charts, minSuccessful(60)) { chart => words(chart) }
  }

  test("names of points come last, and take no colour from a line that appears later") {
    val failed = new Series.Points("diverged", Array(1.0), Array(1.0))
    val drawn = chart(2, panel(line("with", 1, 2), failed), panel(line("with", 2, 1), line("without", 1, 1)))
    assert(words(drawn).filter(Set("with", "without", "diverged")) == Seq("with", "without", "diverged"))
    val marks = PanelView.of(drawn).asScala.flatMap(_.marks.asScala)
    val styles = marks.collect {
      case mark: LineMark   => mark.line.name -> mark.style.index
      case mark: PointsMark => mark.points.name -> mark.style.index
    }
    assert(styles.toMap == Map("with" -> 0, "without" -> 1, "diverged" -> 2))
  }

  test("ten long names wrap into several lines, each once") {
    val names = (1 to 10).map(i => s"member $i of the ensemble, trained alone")
    val drawn = words(chart(2, panel(names.map(line(_, 1, 2)): _*), panel(names.map(line(_, 2, 1)): _*)))
    for (name <- names) assert(drawn.count(_ == name) == 1)
  }

  test("a grid whose panels share axes has their numbers and labels once") {
    val one = new Panel("", Axis.of("epoch", 0, 20), Axis.of("accuracy", 0, 1), java.util.List.of(line("a", 0, 1)))
    val drawn = words(chart(4, Seq.fill(16)(one): _*))
    assert(drawn.count(_ == "epoch") == 1 && drawn.count(_ == "accuracy") == 1)
    assert(drawn.count(_ == "1.0") == 4 && drawn.count(_ == "10") == 4)
    val three = words(chart(2, Seq.fill(3)(one): _*))
    assert(three.count(_ == "10") == 2, "the panel above the gap has its numbers")
  }

  test("a panel without a finite value says so; one of several series is named") {
    val gone = line("without", Double.NaN, Double.PositiveInfinity)
    assert(words(chart(1, panel(gone))).contains("no finite values"))
    assert(words(chart(1, panel(line("with", 1, 2), gone))).contains("without: no finite values"))
    assert(words(chart(1, panel())).contains("no values"))
    val outside = new Panel("", Axis.of("x"), Axis.of("y", 0, 1), java.util.List.of(line("a", 2.3, 2.3)))
    assert(words(chart(1, outside)).contains("all values outside the axes"))
    val none = panel(new Series.Bars("", 0, 1, Array(0.0, 0.0)))
    assert(words(chart(1, none)).contains("all counts are 0"))
  }

  test("a colour scale stands beside the panels, with its name") {
    val points = new Series.ColouredPoints("accuracy", Array(1e-6, 1e-2), Array(1e-8, 1e-4), Array(0.1, 0.9))
    val panel = new Panel("", Axis.logarithmic("rate"), Axis.logarithmic("decay"), java.util.List.of(points))
    val drawn = words(chart(1, panel))
    assert(Seq("accuracy", "0.2", "0.8", "10⁻⁶", "10⁻⁴").forall(drawn.contains))
  }
}
