package treecast.source

import treecast.data.MissingValues

import java.nio.charset.Charset
import java.util.{List => JavaList}
import scala.jdk.CollectionConverters._

/** A value as it is meant: a number, a word, or none. */
sealed trait Cell
case class Number(value: Double) extends Cell
case class Word(text: String) extends Cell
case object Missing extends Cell

/** A column as it is meant. What is no feature by itself has to be left out, or it has to be told that it is used. */
case class KnownColumn(name: String, cells: IndexedSeq[Cell], numbersRows: Boolean = false) {
  def words: Seq[String] = cells.collect { case Word(text) => text }.distinct.sorted
  def isNumeric: Boolean = cells.exists(_.isInstanceOf[Number])
}

/** How a table is written. */
case class Writing(
    separator: String,
    decimal: Char,
    quotes: Int,
    blanks: Boolean,
    lineEnd: String,
    comment: String,
    charset: Charset,
    mark: Boolean,
    missing: String
)

/** A table whose content is known.
  *
  * @param columns
  *   all columns, with the label's
  * @param train
  *   number of rows of the training file, which is the only one if these are all
  * @param unreadable
  *   why it cannot be read, so that it has to be refused
  */
case class KnownTable(
    header: Boolean,
    columns: IndexedSeq[KnownColumn],
    label: Int,
    train: Int,
    writing: Writing,
    settings: Csv,
    testOrder: Seq[Int],
    unreadable: Option[String]
) {
  def rows: Int = columns.head.cells.size
  def single: Boolean = train == rows

  def isSkipped(row: Int): Boolean =
    settings.missing.method == MissingValues.Method.SKIP && columns.exists(_.cells(row) == Missing)

  /** The text of some rows, with the columns in some order. */
  def text(from: Int, until: Int, order: Seq[Int]): Array[Byte] = {
    val random = new scala.util.Random(from)
    def written(cell: Cell): String = cell match {
      case Number(value) =>
        val digits = if (value == math.rint(value) && math.abs(value) < 1e9) value.toLong.toString else value.toString
        field(digits.replace('.', writing.decimal), writing.quotes == 3)
      case Word(word) => field(word, writing.quotes >= 2)
      case Missing    => field(writing.missing, quoted = false)
    }
    def field(text: String, quoted: Boolean): String = {
      val needed = text.contains(writing.separator) || text.contains("\"") || text.contains("\n") ||
        (writing.separator == " " && (text.isEmpty || text.contains("\t")))
      val some = writing.quotes == 1 && random.nextInt(3) == 0
      val whole = if (needed || quoted || some) "\"" + text.replace("\"", "\"\"") + "\"" else text
      if (writing.blanks && writing.separator != " ") " " * random.nextInt(3) + whole + " " * random.nextInt(2)
      else whole
    }
    val separator = if (writing.separator == " " && writing.blanks) "  " else writing.separator
    def line(fields: Seq[String]): String = fields.mkString(separator) + writing.lineEnd
    val names = if (header) line(order.map(i => field(columns(i).name, writing.quotes >= 2))) else ""
    val lines = (from until until).map(row => line(order.map(i => written(columns(i).cells(row)))))
    val mark = if (writing.mark) "\ufeff" else ""
    (mark + writing.comment + names + lines.mkString).getBytes(writing.charset)
  }

  /** Its first lines and what is set, for messages. */
  def describe: String = {
    val lines = new String(text(0, math.min(3, rows), columns.indices), writing.charset).replace("\n", "/")
    s"$rows rows, label ${label + 1}, ${settings.label}, ${settings.missing.key}, $unreadable: ${lines.take(300)}"
  }

  def files: Map[String, Array[Byte]] = {
    val first = Map((if (single) "table.csv" else "train.csv") -> text(0, train, columns.indices))
    if (single) first else first + ("test.csv" -> text(train, rows, testOrder))
  }
}

object KnownTable {
  def settings(label: String, missing: MissingValues, encoding: String, comment: Char): Csv = {
    val words = CsvColumns.words(CsvColumns.MISSING_WORDS)
    new Csv(
      new CsvText(CsvText.AUTO, comment, CsvText.AUTO, 0, encoding),
      Csv.Header.AUTO,
      label,
      new CsvColumns(List.empty[String].asJava, missing, words, JavaList.of()),
      Csv.RULES
    )
  }
}
