package treecast.report

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.Matrix
import treecast.report.Block.Table
import treecast.report.Report.Section
import treecast.score.Scores

import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** Scores as text, as JSON and in pictures; names are text wherever they stand. */
class ScoreTablesSpec extends AnyFunSuite {
  private val nasty = "<b>\u001b[31m&\n"

  private def scores(labels: Array[Int], classes: Int): Scores = {
    val random = new Random(1)
    val rows = labels.toSeq.map { label =>
      val some = Seq.tabulate(classes)(of => random.nextDouble() + (if (of == label) 0.5 else 0))
      some.map(_ / some.sum)
    }
    Scores.of(labels, Matrix.of(labels.length, classes, rows.flatten: _*))
  }

  private def names(count: Int) = (0 until count).map(of => s"class $of").asJava

  test("a table as text has its columns aligned, and no control character of a name") {
    val table = new Table("numbers", listOf("name", "rows"), listOf(listOf("a", "1,234"), listOf("bcdef", "5")))
    assert(TextTables.of(table).asScala.toSeq == Seq("numbers", "  name    rows", "  a      1,234", "  bcdef      5"))
    val lines = TextTables.of(new Table("names", listOf("name"), listOf(listOf(nasty)))).asScala.toSeq
    assert(lines == Seq("names", "  name", "  <b>\\u001b[31m&\\u000a"))
  }

  test("names of classes are text in a page and its pictures") {
    val some = scores(Array(0, 1, 0, 1, 1), 2)
    val classes = listOf("no", nasty)
    val charts = new ScoreCharts(classes, some, "a note")
    val blocks = listOf[Block](
      new ScoreTables(classes, some).byClass("By class"),
      new Block.Picture(charts.curves),
      new Block.Picture(charts.calibration)
    )
    val page =
      Pages.parsed(HtmlReport.of(new Report("Title", "Summary.", listOf(), listOf(new Section("one", "One", blocks)))))
    Pages.requireGood(page)
    assert(Pages.table(page, "By class")(2).head == nasty.replace('\u001b', '\ufffd'))
    assert(Pages.all(page, "img").head.getAttribute("alt").contains("of class <b>\\u001b[31m&\\u000a"))
  }

  test("of two classes the curves are those of the second, of many those with the lowest average precision") {
    val random = new Random(2)
    val two = new ScoreCharts(names(2), scores(Array.fill(50)(random.nextInt(2)), 2), "a note").curves
    assert(two.panels.asScala.map(_.series.asScala.map(_.name).toSeq).toSeq == Seq(Seq("class 1"), Seq("class 1")))
    val many = scores(Array.fill(500)(random.nextInt(12)), 12)
    val lowest = (0 until 12).sortBy(many.curves.get(_).averagePrecision).take(8).sorted.map(of => s"class $of")
    val chart = new ScoreCharts(names(12), many, "a note").curves
    assert(chart.panels.get(0).series.asScala.map(_.name).toSeq == lowest)
    assert(chart.note == "a note; the 8 classes with the lowest average precision")
  }

  test("what is not defined is null in JSON, a dash in tables, and no obstacle to a picture") {
    val alone = scores(Array(1, 1, 1), 3)
    val record = new ScoreRecord(names(3)).of(alone, Double.NaN)
    assert(record.get("rocAuc") == null && record.get("loss") == null && record.get("accuracy") != null)
    val first = record.get("classes").asInstanceOf[java.util.List[java.util.Map[String, Any]]].get(0)
    assert(first.get("recall") == null && first.get("averagePrecision") == 0.0)
    assert(new ScoreTables(names(3), alone).byClass("").rows.get(0).get(2) == "–")
    val charts = new ScoreCharts(names(3), alone, "a note")
    val page = HtmlReport.of(
      new Report(
        "Title",
        "Summary.",
        listOf(),
        listOf(new Section("one", "One", listOf(new Block.Picture(charts.curves))))
      )
    )
    Pages.requireGood(Pages.parsed(page))
  }

  test("a confusion matrix of many classes is not shown as text") {
    assert(new ScoreTables(names(21), scores(Array(1, 2), 21)).confusion("").isEmpty)
    val matrix = new ScoreTables(names(2), scores(Array(1, 1), 2)).confusion("matrix").get
    assert(matrix.rows.get(0).asScala.toSeq == Seq("class 0", "0", "0"))
  }
}
