package treecast.source

import treecast.data.{ShardAssignment, DistinctClasses, Shard, Split}
import org.scalatest.funsuite.AnyFunSuite

import java.nio.charset.StandardCharsets.UTF_8
import java.util.{List => JavaList}
import scala.jdk.CollectionConverters._

/** What the CSV reader takes. */
class CsvSpec extends AnyFunSuite with Tables {
  private val four = Seq(Seq(1.5, -2.0) -> 0, Seq(3.0, 4e-3) -> 1, Seq(0.1, 5.0) -> 1, Seq(-0.0, 7.0) -> 0)
  private val plain = "1.5,-2,no\n3,4e-3,yes\n.1,+5,yes\n-0,7.,no\n"

  test("with and without a header, which is known by having no number") {
    assert(read(plain) == four)
    assert(read("width,height,kind\n" + plain) == four)
    assert(read("1,2,3\n" + plain, new Csv(Csv.AUTO, Csv.Header.TRUE, Csv.AUTO_LABEL)) == four)
    val all = read("1,2,no\n" + plain, new Csv(Csv.AUTO, Csv.Header.FALSE, Csv.AUTO_LABEL))
    assert(all == (Seq(1.0, 2.0) -> 0) +: four)
  }

  test("quotes around fields, with separators, quotes and line ends inside") {
    val text =
      "\"a, \"\"width\"\"\",b,\"the\r\nkind\"\n\"1.5\",\"-2\",\"no, \"\"never\"\"\"\r\n3,\"4e-3\",\"yes\nindeed\"\n"
    assert(read(text) == four.take(2))
    withTables("train.csv" -> text, "test.csv" -> text) { folder =>
      assert(examine(folder).labels.names.asScala == Seq("no, \"never\"", "yes\nindeed"))
      assert(examine(folder).describe.endsWith("2 classes: no, \"never\", yes\\u000aindeed"))
    }
  }

  test("lines end with LF or CR LF, the last with nothing; empty lines are no rows") {
    for (text <- Seq(plain.replace("\n", "\r\n"), plain.stripTrailing, "\n" + plain.replace("\n", "\n\r\n\n")))
      assert(read(text) == four)
  }

  test("blanks around numbers, labels and names do not count, nor does a byte order mark") {
    assert(read("\ufeff width , height, kind \n 1.5,\t-2, no\n3 , 4e-3 ,yes \n") == four.take(2))
  }

  test("separators: a comma, a tab in .tsv files, or what is set") {
    for ((separator, c) <- Seq(";" -> ';', "|" -> '|', "\t" -> '\t', " " -> ' '))
      assert(read(plain.replace(",", separator), new Csv(c, Csv.Header.AUTO, "auto")) == four)
    val tabs = plain.replace(',', '\t')
    withTables("train.tsv" -> tabs, "test.tsv" -> tabs)(folder => assert(rows(examine(folder), Split.TEST) == four))
  }

  test("gzip and other names") {
    withTables() { folder =>
      val packed = IdxFiles.gzip(plain.getBytes(UTF_8))
      java.nio.file.Files.write(folder.resolve("Flowers_TRAIN-1.csv.gz"), packed)
      java.nio.file.Files.writeString(folder.resolve("flowers.test.csv"), plain)
      java.nio.file.Files.writeString(folder.resolve("latest.csv"), "no test: test is no word of its name")
      assert(rows(examine(folder), Split.TRAIN) == four)
      assert(rows(examine(folder), Split.TEST) == four)
    }
  }

  test("the label: by name, by number, the column called label, the last") {
    def by(label: String) = new Csv(Csv.AUTO, Csv.Header.AUTO, label)
    val swapped = "no,1.5,-2\nyes,3,4e-3\n"
    for (text <- Seq(swapped, "kind,w,h\n" + swapped)) assert(read(text, by("1")) == four.take(2))
    assert(read("kind,w,h\n" + swapped, by("kind")) == four.take(2))
    assert(read("label,w,h\n" + swapped) == four.take(2))
    assert(
      read("2,1,w\n1,1.5,-2\n0,3,4e-3\n", new Csv(Csv.AUTO, Csv.Header.TRUE, "2")).map(_._2) == Seq(1, 0)
    ) // a name
  }

  private def names(labels: String*): Seq[String] = {
    val text = labels.map(label => s"1,$label\n").mkString
    val second = new Csv(Csv.AUTO, Csv.Header.FALSE, "2")
    withTables("train.csv" -> text, "test.csv" -> text)(folder => examine(folder, second).labels.labels.asScala.toSeq)
  }

  test("classes are the different labels in order, whatever the order of the rows") {
    assert(names("b", "a", "C", "b") == Seq("C", "a", "b"))
    assert(names("10", "9", "-1", "9") == Seq("-1", "9", "10"))
    assert(names("1.0", "+2", "03", "1", "2.", "-0") == Seq("0", "1", "2", "3"))
    assert(names("10", "9", "x") == Seq("10", "9", "x"), "words among them: by letter")
    val many = (0 until 256).map(i => s"class$i")
    assert(names(many: _*).toSet == many.toSet)
    val last =
      read(many.map(name => s"1,$name\n").mkString, new Csv(Csv.AUTO, Csv.Header.FALSE, "2")).map(_._2)
    assert(last.sorted == (0 until 256))
  }

  test("names: the order of words, or what numbers are called; a class may be absent from the rows") {
    def named(text: String, names: String*) =
      withTables("train.csv" -> text, "test.csv" -> text) { folder =>
        val data = examine(folder, classes = new DistinctClasses(names.size, JavaList.of(names: _*)))
        (rows(data, Split.TRAIN).map(_._2), data.labels.names.asScala.toSeq)
      }
    assert(named(plain, "yes", "maybe", "no") == ((Seq(2, 0, 0, 2), Seq("yes", "maybe", "no"))))
    assert(named("0,7\n0,-3\n", "low", "high") == ((Seq(1, 0), Seq("low", "high"))))
    assert(named("0,7\n0,-3\n", "7", "-3") == ((Seq(0, 1), Seq("7", "-3"))))
  }

  test("numbers are the nearest doubles") {
    val numbers = Seq("0.1", "1e-320", "123456789012345678901234567890", "4.9e-324", "1.7976931348623157e308", "-1E+2")
    assert(read(s"${numbers.mkString(",")},a\n0,0,0,0,0,0,b").head._1 == numbers.map(_.toDouble))
  }

  test("shards hold the rows that the dealing says, in whatever groups they are read; pieces hold them in order") {
    val text = (0 until 300).map(row => s"${2 * row},${row * 0.5},${row % 3}\n").mkString
    withTables("train.csv" -> text, "test.csv" -> text) { folder =>
      val data = examine(folder)
      val assignment = new ShardAssignment(300, 7)
      for (wanted <- Seq(0 until 7, Seq(3), Seq(1, 4, 6))) {
        val shards = data.source.shards(Split.TRAIN, assignment, wanted.map(Int.box).asJava).asScala.toSeq
        assert(shards.map(_.index) == wanted)
        for (shard <- shards)
          assert(
            rows(Seq(shard)) == (0 until shard.rows)
              .map(assignment.row(shard.index, _))
              .map(row => (Seq[Double](2 * row, row * 0.5), row % 3))
          )
      }
      val pieces = Seq.newBuilder[Shard]
      data.source.pieces(Split.TRAIN, pieces += _)
      assert(rows(pieces.result()) == rows(data, Split.TRAIN))
    }
  }

  test("pieces of wide rows are several, in order") {
    val columns = 5000
    val text = (0 until 450).map(row => s"${2 * row}" + ",0" * (columns - 1) + s",${row % 2}\n").mkString
    withTables("train.csv" -> text, "test.csv" -> text.take(text.indexOf("4,0"))) { folder =>
      val sizes = Seq.newBuilder[Int]
      val firsts = Seq.newBuilder[Double]
      examine(folder).source.pieces(
        Split.TRAIN,
        piece => {
          sizes += piece.rows
          firsts ++= rows(Seq(piece)).map(_._1.head)
        }
      )
      assert(sizes.result() == Seq(209, 209, 32) && firsts.result() == (0 until 450).map(2.0 * _))
    }
  }
}
