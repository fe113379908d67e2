package treecast.source

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import scala.util.Random

/** Random tables, written in random ways and damaged at random. */
class CsvFuzzSpec extends AnyFunSuite with Tables with ScalaCheckPropertyChecks {
  implicit override val generatorDrivenConfig: PropertyCheckConfiguration = PropertyCheckConfiguration(200)

  /** Words that need care: separators, quotes, line ends, letters of other scripts; never blank at the ends. */
  private val word: Gen[String] = for {
    first <- Gen.alphaChar
    middle <- Gen.stringOf(Gen.oneOf(",", ";", "\"", "\n", "\r\n", " ", "\u00e9", "\ud83d\ude00", "x").map(_.head))
  } yield s"$first${middle.filterNot(Character.isSurrogate)}."

  private val number: Gen[Double] =
    Gen.oneOf(Gen.choose(-1e3, 1e3), Gen.choose(-9, 9).map(_.toDouble), Gen.choose(-300, 300).map(math.pow(10, _)))

  private case class Sheet(header: Boolean, names: Seq[String], rows: Seq[(Seq[Double], String)], label: Int)

  private val tables: Gen[Sheet] = for {
    header <- Gen.oneOf(true, false)
    features <- Gen.choose(1, 5)
    label <- Gen.choose(0, features)
    classes <- Gen.choose(2, 4)
    words <- Gen.listOfN(classes, word)
    count <- Gen.choose(1, 12)
    rows <- Gen.listOfN(count, Gen.zip(Gen.listOfN(features, number), Gen.choose(0, classes - 1)))
  } yield {
    val distinct = words.zipWithIndex.map { case (text, i) => s"$text$i" }
    val all = rows ++ (0 until classes).map(c => (List.fill(features)(c.toDouble), c))
    Sheet(header, (0 to features).map(i => s"n,$i"), all.map { case (x, c) => (x, distinct(c)) }, label)
  }

  private def render(table: Sheet, random: Random): String = {
    def field(text: String) =
      if (text.exists(",\"\n\r".contains(_)) || random.nextInt(3) == 0) "\"" + text.replace("\"", "\"\"") + "\""
      else text
    def line(fields: Seq[String]) = {
      val blank = if (random.nextInt(5) == 0) "\n" else ""
      fields.map(field).mkString(",") + (if (random.nextBoolean()) "\n" else "\r\n") + blank
    }
    val rows = table.rows.map { case (x, label) => line(x.map(_.toString).patch(table.label, Seq(label), 0)) }
    ((if (table.header) line(table.names) else "") + rows.mkString).stripTrailing
  }

  test("what is written is read, in whatever way it is written") {
    forAll(tables, Gen.long) { (table, seed) =>
      val text = render(table, new Random(seed))
      val classes = table.rows.map(_._2).distinct.sorted
      val by = new Csv(Csv.AUTO, Csv.Header.AUTO, (table.label + 1).toString)
      assert(read(text, by) == table.rows.map { case (x, label) => (x, classes.indexOf(label)) })
    }
  }

  private val good = "width,height,kind\n1,2.5,a\n\"3\",-4e1,\"b\"\"c\"\n5,6,a\n"

  test("random damage is refused in one line, or leaves finite numbers and known classes") {
    survivesDamage(good, csv, "\",\n\r;0123456789.eE+-abN \u0000\u00ff", 7) { data =>
      assert(data.features == 2)
    }
  }
}
