package treecast.source

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.Split

import scala.util.Random

/** Which columns are features, and what they mean: indices, words, missing values, order, types that change. */
class TableColumnsSpec extends AnyFunSuite with TableKinds {
  private val header = names :+ "label"

  private def numbered(name: String, numbers: Seq[Int]): String =
    text((name +: header) +: flowers.zip(numbers).map { case (row, n) => n.toString +: row })

  test("an index without a name or with one of an index is left out, in any order, and told") {
    val shuffled = new Random(3).shuffle((0 until 60).toList)
    for (
      name <- Seq("", "Unnamed: 0", "id", "ID", "index", "PassengerId", "case_id");
      order <- Seq(0 until 60, 892 until 952, shuffled)
    )
      understand("table.csv" -> numbered(name, order))(whole) { data =>
        assert(isFlowers(data) && notes(data).contains("left out: column 1"))
      }
    for (name <- Seq("No", "row", "rownames"))
      understand("table.csv" -> numbered(name, 1 to 60))(whole)(d =>
        assert(isFlowers(d) && notes(d).contains("left out: column 1"))
      )
  }

  test("an index is used if the plan says so, and a column is left out by name, number or pattern") {
    understand("table.csv" -> numbered("id", 0 until 60))(whole, "data.csv.columns = [\"*\", id]")(d =>
      assert(d.features == 4)
    )
    for (columns <- Seq("[-spots]", "[-3]", "[length, width]", "[1, 2]", "[\"*th\"]", "[\"-s*\"]"))
      understand("table.csv" -> text(header +: flowers))(whole, s"data.csv.columns = $columns") { data =>
        assert(featureNames(data) == Seq("length", "width"), columns)
      }
  }

  test("a name that is a number means the column of that name, not the one with that number") {
    val rows = Seq("0", "1", "2", "label") +: labelled(number(_).toString)
    understand("table.csv" -> text(rows))(whole, "data.csv.columns = [-1]")(d =>
      assert(featureNames(d) == Seq("0", "2"))
    )
    understand("table.csv" -> text(rows))(whole, "data.csv.columns = [-3]")(d =>
      assert(featureNames(d) == Seq("0", "1"))
    )
  }

  test("a word of the plan that means no column is refused with its key") {
    for (key <- Seq("columns", "categories"); word <- Seq("lenght", "7", "\"x*\""))
      refusal("table.csv" -> text(header +: flowers))(whole, s"data.csv.$key = [$word]")(
        s"data.csv.$key",
        "length, width, spots, label"
      )
    refusal("table.csv" -> text(flowers))(whole, "data.csv.columns = [-spots]")(
      "data.csv.columns",
      "4 columns without names"
    )
    refusal("table.csv" -> text(header +: flowers))(whole, "data.csv.columns = [label]")(
      "data.csv.columns",
      "found none"
    )
  }

  test("a column that counts the rows under another name is used, and told; without a header it is left out") {
    understand("table.csv" -> numbered("day", 1 to 60))(whole)(d =>
      assert(d.features == 4 && notes(d).contains("column 1 (day) has"))
    )
    val bare = flowers.zipWithIndex.map { case (row, i) => (i + 1).toString +: row }
    understand("table.csv" -> text(bare))(whole)(d =>
      assert(isFlowers(d) && notes(d).contains("left out: column 1, which numbers"))
    )
    understand("table.csv" -> text(new Random(1).shuffle(bare)))(whole) { data =>
      assert(data.features == 4 && notes(data).contains("column 1 has another whole number in each row, and is used"))
    }
  }

  private val holes = flowers.zipWithIndex.map {
    case (row, i) if i % 20 == 7 => row.updated(0, "")
    case (row, i) if i % 20 == 9 => row.updated(2, "NA")
    case (row, _)                => row
  }

  test("missing values: refused with the setting, skipped and counted, or kept and told, whatever word they are") {
    for (word <- Seq("", "NA", "?", "NaN", "null", "n/a", "  ")) {
      val file = "table.csv" -> text(header +: holes.map(_.map(f => if (f.isEmpty || f == "NA") word else f)))
      refusal(file)(whole)("row 7", "column 1 (length)", "data.csv.missing")
      understand(file)(whole, "data.csv.missing = skip") { data =>
        assert(data.trainRows == 54 && notes(data).contains("rows left out: 6 training and 0 test"))
      }
      for (way <- Seq("mean", "median", "-1"))
        understand(file)(whole, s"data.csv.missing = $way") { data =>
          assert(data.trainRows == 60 && inputs(data).map(_.head).count(_.isNaN) == 3)
          assert(notes(data).contains("missing values: 3 in column 1 (length)"))
        }
    }
    val dots = "table.csv" -> text(header +: holes.map(_.map(f => if (f.isEmpty || f == "NA") "." else f)))
    refusal(dots)(whole)("'.'", "data.csv.missingWords")
    understand(dots)(whole, "data.csv.missing = mean", "data.csv.missingWords = [\".\"]")(d =>
      assert(d.trainRows == 60)
    )
  }

  test("words that recur are categories of the training rows, told; an unknown one in the test file is none of them") {
    val colours = Seq("red", "dark blue", "2020-01-01", "TRUE")
    val rows = flowers.indices.map(i => flowers(i).updated(1, colours(i % 4)))
    val other = rows.updated(0, rows(0).updated(1, "green"))
    understand("train.csv" -> text(header +: rows), "test.csv" -> text(header +: other))() { data =>
      assert(data.features == 6 && notes(data).contains("words: column 2 (width) has 4"))
      assert(inputs(data).take(4).map(_.slice(1, 5).sum) == Seq(1, 1, 1, 1))
      assert(this.rows(data, Split.TEST).head._1.slice(1, 5) == Seq(0, 0, 0, 0))
    }
  }

  test("names, dates and codes that differ in every row are refused with the settings that help") {
    for (
      write <- Seq[Int => String](i => s"Mrs $i", i => s"2024-${1 + i / 28}-${1 + i % 28}", i => s"A$i", i => s"10:$i")
    ) {
      val rows = flowers.indices.map(i => flowers(i).updated(1, write(i)))
      refusal("table.csv" -> text(header +: rows))(whole)(
        "column 2 (width)",
        "data.csv.columns = [-width]",
        "data.csv.categories"
      )
      understand("table.csv" -> text(header +: rows))(whole, "data.csv.columns = [-width]")(d =>
        assert(d.features == 2)
      )
    }
  }

  test("a column whose type changes in row 10,000 is refused at that row") {
    val many = Seq.fill(200)(flowers).flatten
    for (word <- Seq("unknown", "1,5", "inf", "-")) {
      val rows = many.updated(10000, many(10000).updated(0, word))
      refusal("table.csv" -> text(header +: rows, ";"))(whole)("row 10000, line 10002", "column 1 (length)", word)
    }
    val words = many.map(_.updated(1, "red")).updated(10000, flowers(0))
    refusal("table.csv" -> text(header +: words))(whole)("column 2 (width)", "'red'")
  }

  test("test files may order the columns in another way; others, more or fewer are refused by name") {
    val order = Seq(3, 1, 0, 2)
    val train = "train.csv" -> text(header +: flowers)
    def test(rows: Seq[Seq[String]]) = "test.csv" -> text(rows)
    understand(train, test((header +: flowers).map(row => order.map(row))))() { data =>
      assert(rows(data, Split.TEST) == rows(data, Split.TRAIN))
    }
    for (others <- Seq(header.updated(1, "height"), header.map(_.capitalize)))
      refusal(train, test(others +: flowers))()("test.csv: line 1", "columns of the training file, length, width")
    refusal(train, test((header +: flowers).map(_ :+ "9")))()("test.csv", "columns of the training file")
    refusal(train, test((header +: flowers).map(_.tail)))()("test.csv", "columns of the training file")
  }

  test("a test file without labels is told and left out") {
    val rows = (header +: flowers).map(_.init)
    understand("train.csv" -> text(header +: flowers), "test.csv" -> text(rows))() { data =>
      assert(data.trainRows + data.testRows == 60 && notes(data).contains("test.csv has no labels"))
    }
  }

  test("very wide tables") {
    val random = new Random(8)
    val wide = (0 until 40).map(i => Seq.fill(2000)(random.nextInt(9).toString) :+ (if (i % 2 == 0) "even" else "odd"))
    for (
      rows <- Seq(
        wide,
        ((0 until 2000).map(i => s"x$i") :+ "label") +: wide,
        ((0 until 2000).map(_.toString) :+ "label") +: wide
      )
    )
      understand("table.csv" -> text(rows))(whole) { data =>
        assert(data.trainRows == 40 && data.features == 2000 && classes(data) == Seq("even", "odd"))
      }
  }
}
