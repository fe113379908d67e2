package treecast.source

import org.scalatest.funsuite.AnyFunSuite

/** Which column holds the labels, and what its values are: by name, by place, told, or refused. */
class TableLabelSpec extends AnyFunSuite with TableKinds {
  private val first = flowers.map(row => row.last +: row.init)

  test("a column called label in any case, wherever it stands") {
    for (name <- Seq("label", "Label", "LABEL"); at <- 0 to 3) {
      val header = names.patch(at, Seq(name), 0)
      understand("table.csv" -> text(header +: flowers.map(row => row.init.patch(at, Seq(row.last), 0))))(whole) {
        data =>
          assert(isFlowers(data) && labelColumn(data) == at + 1 && notes(data).contains("by its name"))
      }
    }
  }

  test("usual names of labels in any case, which is told with the setting") {
    for (name <- Seq("class", "Target", "SPECIES", "Outcome", "y"))
      understand("table.csv" -> text((name +: names) +: first))(whole) { data =>
        assert(labelColumn(data) == 1 && notes(data).contains("data.csv.label names another"))
      }
  }

  test("by place: the last column, or the first where the last has real numbers or one value; told") {
    understand("table.csv" -> text(flowers))(whole)(d =>
      assert(labelColumn(d) == 4 && notes(d).contains("the last column"))
    )
    for (last <- Seq((r: Seq[String]) => r.head, (_: Seq[String]) => "5", (_: Seq[String]) => "7.5"))
      understand("table.csv" -> text(first.map(row => row :+ last(row.tail))))(whole) { data =>
        assert(
          labelColumn(data) == 1 && notes(data).contains("the first column") && notes(data).contains("data.csv.label")
        )
      }
  }

  test("many whole numbers in the last column beside few in the first are refused, with the setting") {
    val wine =
      flowers.indices.map(i => (number(flowers(i)) + 1).toString +: flowers(i).take(2) :+ (300 + 37 * i % 41).toString)
    val words = wine.map(row => Seq("a", "b", "c")(row.head.toInt - 1) +: row.tail)
    for (rows <- Seq(wine, words, ("kind" +: Seq("a", "b", "c")) +: wine))
      refusal("table.csv" -> text(rows))(whole)("line 1", "data.csv.label = 4 or 1")
    understand("table.csv" -> text(wine))(whole, "data.csv.label = 1")(d => assert(classes(d) == Seq("1", "2", "3")))
  }

  test("real numbers are no classes: refused at the training file, with the setting") {
    for (target <- Seq(0.37, 1.5, 1e-3)) {
      val rows = flowers.indices.map(i => flowers(i).init :+ (target * i).toString)
      refusal("train.csv" -> text(rows), "test.csv" -> text(rows))()(
        "train.csv: line 1",
        "real numbers",
        "data.csv.label"
      )
      val named = (names :+ "label") +: rows
      refusal("train.csv" -> text(named), "test.csv" -> text(named))()(
        "train.csv: row",
        "word or a whole number",
        "data.csv.label"
      )
    }
    val prices = flowers.map(row => row.init :+ s"$$${row.head}")
    refusal("table.csv" -> text(prices))(whole)("data.csv.label")
  }

  test("1, 1.0, 1.000e+00, +1 and 01 are one class, in one file or two") {
    val forms: Seq[Int => String] =
      Seq(
        _.toString,
        n => s"$n.0",
        n => "%.18e".format(n.toDouble),
        n => s"+$n",
        n => s"0$n",
        n => s"$n.",
        n => s"${n}E0"
      )
    for (one <- forms; other <- forms) {
      val train = labelled(row => one(number(row)))
      val test = labelled(row => other(number(row)))
      understand("train.csv" -> text(train), "test.csv" -> text(test))()(d => assert(classes(d) == Seq("0", "1", "2")))
    }
  }

  test("True and False are classes; words that differ by capitals are told") {
    val booleans = labelled(row => if (row.last == "setosa") "True" else "False")
    understand("table.csv" -> text(booleans))(whole)(d =>
      assert(classes(d) == Seq("False", "True") && !notes(d).contains("capital"))
    )
    val mixed = booleans.updated(7, booleans(7).init :+ "TRUE").updated(9, booleans(9).init :+ "true")
    understand("table.csv" -> text(mixed))(whole)(d =>
      assert(d.classes > 2 && notes(d).contains("differ by capital letters only"))
    )
  }

  test("a label that is missing is refused, or its row left out by a setting; a word for it is told") {
    val empty = flowers.updated(3, flowers(3).init :+ "")
    refusal("table.csv" -> text(empty))(whole)("row 3", "a label in column 4")
    understand("table.csv" -> text(empty))(whole, "data.csv.missing = skip") { data =>
      assert(data.trainRows == 59 && data.classes == 3 && notes(data).contains("rows left out: 1 training"))
    }
    val none = flowers.updated(3, flowers(3).init :+ "None").updated(5, flowers(5).init :+ "None")
    understand("table.csv" -> text(none))(whole)(d =>
      assert(d.classes == 4 && notes(d).contains("'None', which is a class here"))
    )
  }

  test("data.csv.label: a name, a number, or a line that names the columns") {
    val header = Seq("length", "2", "kind", "label")
    val rows = flowers.map(row => Seq(row(0), number(row).toString, row(3), "x"))
    for ((label, column) <- Seq("kind" -> 3, "2" -> 2, "3" -> 3))
      understand("table.csv" -> text(header +: rows))(whole, s"data.csv.label = $label")(d =>
        assert(labelColumn(d) == column)
      )
    refusal("table.csv" -> text(header +: rows))(whole, "data.csv.label = Kind")(
      "data.csv.label",
      "length, 2, kind, label"
    )
    refusal("table.csv" -> text(flowers))(whole, "data.csv.label = kind")("data.csv.label", "4 columns without names")
    refusal("table.csv" -> text(header.updated(2, "label") +: rows))(whole)("one column called 'label'", "found 2")
  }
}
