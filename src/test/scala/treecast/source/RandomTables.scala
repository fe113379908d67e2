package treecast.source

import treecast.data.MissingValues

import java.nio.charset.StandardCharsets.{ISO_8859_1, UTF_16BE, UTF_16LE, UTF_8}
import java.util.Locale
import scala.util.Random

/** Tables as people have them, drawn at random. */
class RandomTables(random: Random) {
  private val vocabulary = IndexedSeq(
    Seq("setosa", "versicolor", "virginica"),
    Seq("red", "green", "blue", "dark red", "grey"),
    Seq("S", "C", "Q"),
    Seq("p", "e", "x", "f", "k"),
    Seq("True", "False"),
    Seq("yes", "no"),
    Seq("\u00e4pfel", "birnen", "pfirsich \"rot\"", "no, never"),
    Seq("2020-01-01", "2020-01-02", "2021-05-05"),
    Seq("<b>", "a;b", "x|y", "tab\tbed")
  )
  private val labelNames =
    Seq("label", "Label", "LABEL", "class", "Class", "species", "target", "Outcome", "kind", "Survived", "y")
  private val indexNames = Seq("", "Unnamed: 0", "id", "ID", "index", "PassengerId", "case_id")
  private val missingWords = Seq("", "NA", "?", "NaN", "null", "n/a")

  private def chance(p: Double): Boolean = random.nextDouble() < p
  private def one[T](values: Seq[T]): T = values(random.nextInt(values.size))

  private def numbers(rows: Int): IndexedSeq[Cell] = {
    val decimals = math.pow(10, 1 + random.nextInt(4))
    val scale = math.pow(10, random.nextInt(5) - 1)
    val mean = one(Seq(0.0, 3.0 * scale, -scale, 1000.0))
    random.nextInt(6) match {
      case 0 => IndexedSeq.fill(rows)(Number(random.nextInt(3)))
      case 1 => IndexedSeq.fill(rows)(Number(random.nextInt(1000).toDouble))
      case 2 => val constant = random.nextInt(9); IndexedSeq.fill(rows)(Number(constant))
      case _ => IndexedSeq.fill(rows)(Number(math.rint((mean + scale * random.nextGaussian()) * decimals) / decimals))
    }
  }

  private def words(rows: Int): IndexedSeq[Cell] = {
    val some = random.shuffle(one(vocabulary)).take(2 + random.nextInt(3))
    IndexedSeq.fill(rows)(Word(one(some)))
  }

  /** Labels: words, or whole numbers in some form, in any order or sorted. */
  private def labels(rows: Int): IndexedSeq[Cell] = {
    val cells: IndexedSeq[Cell] =
      if (chance(0.6)) words(rows)
      else {
        val least = random.nextInt(3) - 1; val count = 2 + random.nextInt(9)
        IndexedSeq.fill(rows)(Number(least + random.nextInt(count)))
      }
    if (chance(0.2)) cells.sortBy(_.toString) else cells
  }

  private def index(rows: Int): IndexedSeq[Cell] = {
    val first = random.nextInt(2)
    val all = (first until first + rows).map(i => Number(i.toDouble))
    if (chance(0.4)) random.shuffle(all) else all
  }

  private def columns(rows: Int, header: Boolean): (IndexedSeq[KnownColumn], Int, Boolean) = {
    val allWords = chance(0.1)
    val wanted = 1 + random.nextInt(6) + (if (chance(0.02)) 300 else 0)
    val style = random.nextInt(4)
    val features = (0 until wanted).map { i =>
      val cells = if (allWords || chance(0.2)) words(rows) else numbers(rows)
      val name = style match {
        case 0 => i.toString
        case 1 => s"x$i"
        case 2 => s"sepal ${('a' + i % 26).toChar}$i"
        case _ => s"${('a' + i % 26).toChar}${if (i < 26) "" else i.toString}"
      }
      KnownColumn(name, cells)
    }
    val indexed = chance(0.2)
    val all =
      if (indexed) KnownColumn(one(indexNames), index(rows), numbersRows = true) +: features else features
    val label = random.nextInt(10) match {
      case 0 | 1 => if (indexed) 1 else 0
      case 2     => random.nextInt(all.size + 1)
      case _     => all.size
    }
    (all.patch(label, Seq(KnownColumn(one(labelNames), labels(rows))), 0), label, indexed)
  }

  private def writing(): Writing = {
    val separator = one(Seq(",", ",", ",", ";", ";", "\t", "|", " "))
    val encoding = random.nextInt(12) match {
      case 0 => (UTF_16LE, true)
      case 1 => (UTF_16BE, true)
      case 2 => (ISO_8859_1, false)
      case 3 => (UTF_8, true)
      case 4 => (UTF_16LE, false)
      case _ => (UTF_8, false)
    }
    Writing(
      separator,
      if (separator != "," && chance(0.4)) ',' else '.',
      random.nextInt(4),
      chance(0.15),
      if (chance(0.3)) "\r\n" else "\n",
      one(Seq("", "", "", "", "", "# made by a program; 1,2\n", "% of something\n")),
      encoding._1,
      encoding._2,
      one(missingWords)
    )
  }

  /** A random table, and why it must be refused if it must. */
  def next(): KnownTable = {
    val rows = if (chance(0.004)) 12000 else 12 + random.nextInt(if (chance(0.3)) 400 else 60)
    val header = chance(0.6)
    val (made, label, _) = columns(rows, header)
    val written = writing()
    val policy = one(Seq("refuse", "mean", "skip", "median", "0"))
    val holes = if (chance(0.25)) random.nextInt(5) else 0
    val damaged = damage(holed(made, label, holes), label)
    val told = header && chance(0.3)
    val latin = written.charset == ISO_8859_1
    val encoding = if ((latin || written.charset == UTF_16LE) && chance(0.5)) written.charset.name else UTF_8.name
    val comment = if (written.comment.startsWith("%")) '%' else CsvText.AUTO
    val settings = KnownTable.settings(
      if (told) made(label).name else if (chance(0.1)) (label + 1).toString else Csv.AUTO_LABEL,
      MissingValues.of(policy),
      encoding,
      comment
    )
    val train = if (chance(0.3)) rows else rows - math.max(2, rows / 4)
    val order = if (header && chance(0.3)) random.shuffle(made.indices.toList) else made.indices
    val unreadable =
      if (damaged._2.nonEmpty) damaged._2
      else if (policy == "refuse" && hasHole(damaged._1.map(_.cells.take(train)))) Some("missing values")
      else None
    KnownTable(header, damaged._1, label, train, written, settings, order, unreadable)
  }

  private def hasHole(columns: Seq[IndexedSeq[Cell]]): Boolean =
    columns.exists(cells => cells.contains(Missing) && cells.exists(_ != Missing))

  private def holed(columns: IndexedSeq[KnownColumn], label: Int, holes: Int): IndexedSeq[KnownColumn] =
    (0 until holes).foldLeft(columns) { (all, _) =>
      val at = random.nextInt(all.size)
      if (at == label || all(at).numbersRows) all
      else all.updated(at, all(at).copy(cells = all(at).cells.updated(random.nextInt(all(at).cells.size), Missing)))
    }

  /** With a small chance a column that cannot be read: its type changes late, or its numbers are written for people. */
  private def damage(columns: IndexedSeq[KnownColumn], label: Int): (IndexedSeq[KnownColumn], Option[String]) = {
    val at = random.nextInt(columns.size)
    val column = columns(at)
    val usable = at != label && !column.numbersRows
    def changed(cells: IndexedSeq[Cell], why: String) = (columns.updated(at, column.copy(cells = cells)), Some(why))
    random.nextInt(30) match {
      case 0 if usable && column.isNumeric =>
        changed(column.cells.updated(column.cells.size * 5 / 8, Word(one(Seq("-", "unknown", "1.2.3")))), "a word late")
      case 1 if usable =>
        def money(i: Int) = String.format(Locale.ROOT, one(Seq("%,d.50", "%d%%", "$%d", "%,d")), Int.box(i))
        val few = IndexedSeq.fill(3)(money(1000 + random.nextInt(9000)))
        changed(column.cells.map(_ => Word(one(few))), "numbers for people")
      case 2 if usable =>
        changed(column.cells.indices.map(i => Word(s"name $i")), "another word in each row")
      case _ => (columns, None)
    }
  }
}
