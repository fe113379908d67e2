package treecast.source

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{DataException, DataSet, Split, TestShare}
import treecast.testing.DefaultStorage.storage
import treecast.testing.Slow

import scala.collection.mutable
import scala.jdk.CollectionConverters._
import scala.util.Random

/** Random tables of known content are read as they are meant, or refused in a line, or a guess is told. */
class TableFuzzSpec extends AnyFunSuite with Tables {
  private val Right = "right"
  private val Refused = "refused"
  private val Told = "guess told"
  private val Silent = "wrong in silence"

  test("1,000 random tables are read as they are meant, or refused, or a guess is told") {
    requireHonest(1000, seed = 1)
  }

  test("20,000 random tables are as well", Slow) {
    requireHonest(20000, seed = 2)
  }

  private def requireHonest(count: Int, seed: Int): Unit = {
    val outcomes = mutable.Map[String, Int]().withDefaultValue(0)
    val wrong = Seq.newBuilder[String]
    var readable = 0
    var refused = 0
    for (i <- 0 until count) {
      val table = new RandomTables(new Random(seed * 1000003L + i)).next()
      val (outcome, why) = read(table)
      outcomes(outcome) += 1
      if (table.unreadable.isEmpty) {
        readable += 1
        if (outcome == Refused) refused += 1
      }
      if (outcome == Silent) wrong += s"table $i: $why"
    }
    info(Seq(Right, Refused, Told, Silent).map(o => s"$o ${outcomes(o)}").mkString(", "))
    info(s"of $readable tables that could be read, $refused were refused")
    assert(wrong.result().take(12).mkString("\n") == "")
    assert(refused < readable / 5 && outcomes(Right) > count / 2)
  }

  private def read(table: KnownTable): (String, String) =
    IdxFiles.withFolder(table.files) { folder =>
      val location = DataLocation.of(storage, folder.toString)
      val request = new DataRequest(location, anyClasses, anyClasses, false, new TestShare(0.2, 1))
      try verdict(table, new TableFolder(request, table.settings).examine())
      catch {
        case e: DataException =>
          val line = e.getMessage.linesIterator.size == 1 && e.getMessage.contains("expected")
          (if (line) Refused else Silent, e.getMessage)
      }
    }

  private def verdict(table: KnownTable, data: DataSet): (String, String) = {
    val columns = data.source.columns
    val notes = data.source.notes.asScala.toSeq
    def tells(words: String*) = notes.exists(note => words.forall(note.contains))
    val used = columns.columns.asScala.map(_.number - 1).toSet
    val odd = table.columns.indices.filter(i => i != table.label && !used(i))
    val labelled = columns.label.number - 1 == table.label
    def silent(what: String) = (Silent, s"$what: ${table.describe}; ${notes.mkString("; ")}")
    if (columns.named != table.header) silent("header")
    else if (!labelled)
      if (tells("label: column", "data.csv.label")) (Told, "label") else silent("label")
    else if (table.unreadable.nonEmpty) silent(s"should be refused for ${table.unreadable.get}")
    else if (odd.exists(i => !tells("left out: ", s"column ${i + 1}"))) silent("a column left out")
    else if (table.columns.indices.exists(i => used(i) && table.columns(i).numbersRows && !tells(s"column ${i + 1}")))
      silent("an index that is used")
    else if (!isMeant(table, data)) silent("values")
    else if (
      odd.exists(i => !table.columns(i).numbersRows && table.columns(i).cells.take(table.train).exists(_ != Missing))
    )
      (Told, "a column left out")
    else (Right, "")
  }

  /** Whether labels and features have the values that are meant. */
  private def isMeant(table: KnownTable, data: DataSet): Boolean = {
    val columns = data.source.columns.columns.asScala.toSeq
    def words(cell: Cell): String = cell match {
      case Word(text)    => text.strip
      case Number(value) => value.toLong.toString
      case Missing       => ""
    }
    def meant(row: Int): (Seq[Double], String) = {
      val x = columns.flatMap { column =>
        val cell = table.columns(column.number - 1).cells(row)
        if (column.isNumeric) Seq(cell match { case Number(value) => value; case _ => Double.NaN })
        else column.categories.asScala.map(word => if (word == words(cell)) 1.0 else 0.0)
      }
      (x, words(table.columns(table.label).cells(row)))
    }
    def found(split: Split) = rows(data, split).map { case (x, label) => (x, data.labels.labels.get(label)) }
    // Not a number equals itself here.
    def bits(rows: Seq[(Seq[Double], String)]) = rows.map { case (x, label) => (x.map(_ + 0.0).map(_.toString), label) }
    def kept(from: Int, until: Int) = (from until until).filterNot(table.isSkipped).map(meant)
    if (table.single) {
      val all = bits(found(Split.TRAIN) ++ found(Split.TEST))
      all.sortBy(_.toString) == bits(kept(0, table.rows)).sortBy(_.toString)
    } else
      bits(found(Split.TRAIN)) == bits(kept(0, table.train)) &&
      bits(found(Split.TEST)) == bits(kept(table.train, table.rows))
  }
}
