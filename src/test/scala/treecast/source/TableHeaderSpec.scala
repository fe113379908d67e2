package treecast.source

import org.scalatest.funsuite.AnyFunSuite

import scala.util.Random

/** Whether the first line names the columns: decided by several rows of both files, or refused. */
class TableHeaderSpec extends AnyFunSuite with TableKinds {
  private val digits = {
    val random = new Random(1)
    (0 until 60).map(_ => (0 until 7).map(_ => random.nextInt(17).toString) :+ random.nextInt(4).toString)
  }

  private def takes(header: Seq[String], rows: Seq[Seq[String]], settings: String*): Unit =
    understand("table.csv" -> text(header +: rows))(settings :+ whole: _*) { data =>
      assert(data.trainRows == rows.size && data.source.columns.named, header.toString)
      assert(!classes(data).contains(header.last), header.toString)
    }

  test("numbers as names of columns, from any number on, with a word for the label") {
    takes((0 until 7).map(_.toString) :+ "label", digits)
    takes((1 to 7).map(_.toString) :+ "kind", digits)
    takes((2015 to 2021).map(_.toString) :+ "target", digits)
    takes("label" +: (0 until 7).map(_.toString), digits.map(row => row.last +: row.init))
    takes((0 until 7).map(_.toString).patch(3, Seq("label"), 0), digits.map(row => row.init.patch(3, Seq(row.last), 0)))
    takes(Seq("0", "1", "2", "label"), labelled(number(_).toString))
    takes((0 until 7).map(_.toString) :+ "label", digits.map(row => row.init :+ s"class ${row.last}"))
  }

  test("numbers only, which may be names: a header if both files have it, else a refusal that names the setting") {
    val numbered = (0 until 8).map(_.toString)
    understand("train.csv" -> text(numbered +: digits), "test.csv" -> text(numbered +: digits.take(20)))() { data =>
      assert(data.trainRows == 60 && data.testRows == 20 && data.source.columns.named)
    }
    for (first <- Seq(numbered, (1 to 8).map(_.toString), (1990 to 1997).map(_.toString)))
      refusal("table.csv" -> text(first +: digits))(whole)("line 1", "data.csv.header")
    refusal("table.csv" -> text(Seq("0", "1", "2", "3") +: labelled(number(_).toString)))(whole)("data.csv.header")
    takes(numbered, digits, "data.csv.header = true")
  }

  test("numbers that do not count, beside words, are refused") {
    for (
      first <- Seq(Seq("120", "4", "setosa", "versicolor"), Seq("10", "20", "30", "label"), Seq("0", "1", "5", "label"))
    )
      refusal("table.csv" -> text(first +: labelled(number(_).toString)))(whole)(
        "line 1",
        "data.csv.header",
        "data.csv.skip"
      )
    refusal("table.csv" -> text(Seq("0", "1", "2", "label") +: flowers))(whole)("data.csv.header")
    refusal("table.csv" -> text(Seq("0", "kind") +: flowers.map(_.drop(2))))(whole)("data.csv.header")
  }

  test("a first row whose value is missing or odd is no header") {
    for (first <- Seq(Seq("NA", "2.0", "7", "setosa"), Seq("?", "?", "?", "setosa"), Seq("", "", "", "virginica")))
      understand("table.csv" -> text(first +: flowers))(whole, "data.csv.missing = mean") { data =>
        assert(data.trainRows == 61 && !data.source.columns.named)
      }
    for (first <- Seq(Seq("unknown", "2.0", "7", "setosa"), Seq("-", "-", "-", "setosa")))
      refusal("table.csv" -> text(first +: flowers))(whole)("data.csv.header")
  }

  test("a header in one of the two files only is refused") {
    val header = names :+ "label"
    val train = "train.csv" -> text(flowers)
    val named = "train.csv" -> text(header +: flowers)
    refusal(train, "test.csv" -> text(header +: flowers))()("test.csv: row 0, line 1", "finite number", "'length'")
    refusal(named, "test.csv" -> text(flowers))()("test.csv: line 1", "the columns of the training file, length")
    val words = flowers.map(row => Seq(if (row.head < "5") "short" else "long", row.last))
    refusal("train.csv" -> text(words), "test.csv" -> text(Seq("size", "kind") +: words))()("test.csv", "'kind'")
    refusal("train.csv" -> text(Seq("size", "kind") +: words), "test.csv" -> text(words))()("test.csv", "size")
  }

  /** Mushrooms: a letter for each property. */
  private val mushrooms = {
    val random = new Random(2)
    (0 until 200).map { _ =>
      val eatable = random.nextBoolean()
      (if (eatable) "e" else "p") +: (0 until 6).map(i =>
        "abcde".charAt(random.nextInt(2 + i / 2 + (if (eatable) 0 else 1))).toString
      )
    }
  }

  test("a table of words only, with a header and without") {
    val header = Seq("edible", "cap", "gill", "ring", "stalk", "veil", "odour")
    understand("table.csv" -> text(header +: mushrooms))(whole, "data.csv.label = edible") { data =>
      assert(data.trainRows == 200 && classes(data) == Seq("e", "p") && featureNames(data).contains("cap=a"))
    }
    understand("table.csv" -> text(mushrooms))(whole, "data.csv.label = 1") { data =>
      assert(data.trainRows == 200 && !data.source.columns.named && featureNames(data).head == "column 2=a")
    }
    // Both files begin with the same row of data.
    understand("train.csv" -> text(mushrooms), "test.csv" -> text(mushrooms.take(90)))("data.csv.label = 1") { data =>
      assert(data.trainRows == 200 && data.testRows == 90 && !data.source.columns.named)
    }
  }

  test("few words above words are refused, unless both files begin with them") {
    val few = flowers.take(8).map(row => Seq(if (row.head < "5") "short" else "long", s"${row.last}"))
    refusal("table.csv" -> text(Seq("size", "kind") +: few))(whole)("words above words", "data.csv.header")
    understand(
      "train.csv" -> text(Seq("size", "kind") +: few),
      "test.csv" -> text(Seq("kind", "size") +: few.map(_.reverse))
    )() { data =>
      assert(data.trainRows == 8 && data.source.columns.named && featureNames(data) == Seq("size=long", "size=short"))
    }
    understand("table.csv" -> text(Seq("size", "kind") +: few))(whole, "data.csv.header = true")(d =>
      assert(d.trainRows == 8)
    )
  }
}
