package treecast.source

import org.scalatest.funsuite.AnyFunSuite

/** Names of rows in a first column that the header does not name. */
class RowNamesSpec extends AnyFunSuite with TableKinds {
  private val header = names :+ "label"
  private val head = header.mkString(",")

  private def named(name: Int => String) =
    flowers.zipWithIndex.map { case (row, i) => (name(i) +: row).mkString(",") }

  private def lines(rows: Seq[String]) = rows.mkString("", "\n", "\n")

  test("a header without a name for the first column, as R writes it, is understood, and names of rows are told") {
    for (
      name <- Seq[Int => String](i => s"${i + 1}", i => s"Car $i", i => s""""plant ${i * 7}"""");
      first <- Seq(head, s",$head", s""""",$head""")
    )
      understand("table.csv" -> lines(first +: named(name)))(whole) { data =>
        assert(isFlowers(data) && notes(data).contains("left out: column 1, without a name"), first)
      }
    val blanks = text((header +: flowers.zipWithIndex.map { case (row, i) => s""""$i"""" +: row }), " ")
    understand("table.csv" -> blanks)(whole)(data => assert(isFlowers(data)))
  }

  test("each file's header is read for itself") {
    val rows = named(i => s"Car $i")
    for (test <- Seq(head, s",$head"))
      understand("train.csv" -> lines(head +: rows), "test.csv" -> lines(test +: rows))()(d => assert(isFlowers(d)))
  }

  test("names of rows are words if the plan takes them for categories") {
    understand("table.csv" -> lines(head +: named(i => s"Car $i")))(whole, "data.csv.categories = [1]")(d =>
      assert(d.features == 63)
    )
  }

  test("words that recur name no rows, and a first record that lacks a field is an error") {
    refusal("table.csv" -> lines(head +: named(_ => "Car")))(whole)("line ")
    refusal("table.csv" -> lines(head +: named(i => s"$i").updated(40, flowers(40).mkString(","))))(whole)("line ")
    refusal("table.csv" -> lines(flowers.head.mkString(",") +: named(i => s"$i").tail))(whole)("line ")
  }
}
