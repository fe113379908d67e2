package treecast.source

import treecast.data.{ClassChoice, ClassLabels, DistinctClasses, Split}
import org.scalatest.funsuite.AnyFunSuite

import java.nio.charset.StandardCharsets.{ISO_8859_1, UTF_8}
import java.nio.file.Files
import java.util.{List => JavaList}

/** How CSV files are refused: one line with file, row and line, expected and found. */
class CsvDamageSpec extends AnyFunSuite with Tables {
  private val header = "width,height,kind"
  private val good = s"$header\n1,2,a\n3,4,b\n5,6,a\n"

  private def refuses(name: String, text: String, words: String*): Unit =
    test(name)(refused(text, csv, good, words))

  refuses("an empty file", "", "empty")
  refuses("empty lines only", "\n\n\r\n", "rows", "none")
  refuses("a header only", s"$header\n", "rows", "none")
  refuses("one column", "kind\na\nb\n", "line 1", "one column", "data.csv.separator")
  refuses("another separator", good.replace(',', '~'), "line 1", "one column", "data.csv.separator")
  refuses("a field too few", s"$header\n1,2,a\n3,b\n", "row 1, line 3", "3 fields", "found 2")
  refuses("a field too many", s"$header\n1,2,a\n\n3,4,b,\n", "row 1, line 4", "3 fields", "found 4")
  refuses("a row cut short", s"$header\n1,2,a\n3,4", "row 1, line 3", "3 fields", "found 2")
  for (word <- Seq("x", "", "NaN", "Infinity", "-inf", "1e999", "1d", "0x10", "1,5", "--1", "1e", "1 2", "\u0661"))
    refuses(
      s"no number: '$word'",
      s"$header\n1,2,a\n3,\"$word\",b\n",
      "row 1, line 3",
      "finite number in column 2 (height)",
      s"'$word'"
    )
  refuses(
    "no number, in a file without header",
    "1,2,a\n3,x,b\n5,6,a\n",
    "row 1, line 2",
    "column 2:".dropRight(1),
    "'x'"
  )
  refuses("no label", s"$header\n1,2,a\n3,4,\n", "row 1, line 3", "label in column 3 (kind)")
  refuses("a quote left open", s"$header\n1,2,a\n3,4,\"b\n5,6,a\n", "row 1, line 3", "closing quote", "end of the file")
  refuses("a quote left open in the header", "width,\"height,kind\n1,2,a\n", "line 1", "closing quote")
  refuses("a quote inside a field", s"$header\n1,2,a\"b\n", "row 0, line 2", "inside a field")
  refuses("text behind a closing quote", s"$header\n1,\"2\"3,a\n", "row 0, line 2", "behind a closing quote", "'3'")
  refuses("CR on its own", s"$header\n1,2,a\r3,4,b\n", "row 0, line 2", "CR")
  refuses("one label only", s"$header\n1,2,a\n3,4,a\n", "2 different labels", "found 1: a")
  refuses(
    "real numbers in both columns that could be the label",
    (0 until 300).map(row => s"0.$row,0.$row\n").mkString,
    "line 1",
    "in the last or the first column",
    "data.csv.label"
  )

  test("as many labels as rows") {
    val text = (0 until 300).map(row => s"0.$row,$row\n").mkString
    val words = Seq("row 256, line 257", "at most 256 different labels", "label column")
    refused(text, new Csv(Csv.AUTO, Csv.Header.AUTO, "2"), "0.1,1\n", words)
  }

  test("real numbers in the column of the labels") {
    val words = Seq("row 1, line 3", "a word or a whole number in column 2 (y)", "'0.37'", "data.csv.label")
    refused("x,y\n0,0\n1,0.37\n2,0.74\n", new Csv(Csv.AUTO, Csv.Header.AUTO, "y"), "x,y\n0,0\n", words)
  }

  refuses(
    "a found text that is long and has line ends",
    s"$header\n1,\"${"x\n" * 999}\",a\n",
    "row 0, line 2",
    "\\u000a"
  )

  test("lines are counted through quoted line ends") {
    refused(s"$header\n1,2,\"a\n\nb\"\n3,x,a\n", csv, good, Seq("row 1, line 5", "'x'"))
  }

  test("text that is not UTF-8") {
    withTables("test.csv" -> good) { folder =>
      Files.write(folder.resolve("train.csv"), s"$header\n1,2,a\n3,4,\u00e9\n".getBytes(ISO_8859_1))
      val message = complaint(examine(folder))
      for (word <- Seq("train.csv", "row 1, line 3", "UTF-8")) assert(message.contains(word), message)
    }
  }

  test("gzip cut short or damaged") {
    val packed = IdxFiles.gzip(good.getBytes(UTF_8))
    for (damaged <- (3 until packed.length).map(packed.take(_)) :+ packed.updated(packed.length - 8, 99.toByte))
      withTables("test.csv" -> good) { folder =>
        Files.write(folder.resolve("train.csv.gz"), damaged)
        val message = complaint(examine(folder))
        assert(message.contains("train.csv.gz"), message)
      }
  }

  test("a column for the label that is missing, or twice there") {
    def by(label: String) = new Csv(Csv.AUTO, Csv.Header.AUTO, label)
    refused(good, by("species"), good, Seq("line 1", "'species'", "data.csv.label", "width, height, kind"))
    refused("1,2,a\n3,4,b\n", by("kind"), good, Seq("line 1", "'kind'", "3 columns without names"))
    for (number <- Seq("0", "4", "-1", "99999999999"))
      refused(good, by(number), good, Seq("line 1", s"'$number'", "data.csv.label"))
    refused("kind,w,kind\n1,2,a\n", by("kind"), good, Seq("line 1", "one column called 'kind'", "2 of that name"))
    refused("label,w,label\n1,2,a\n", csv, good, Seq("line 1", "one column called 'label'", "2 of that name"))
  }

  test("test rows that do not go with the training rows") {
    def refusedTest(test: String, words: String*): Unit =
      withTables("train.csv" -> good, "test.csv" -> test) { folder =>
        val message = complaint(examine(folder))
        for (word <- s"$folder/test.csv" +: words) assert(message.contains(word), message)
      }
    refusedTest("height,depth,kind\n1,2,a\n", "width, height, kind", "height, depth, kind")
    refusedTest("1,2,a\n", "width, height, kind", "found 1, 2, a")
    refusedTest(s"$header,more\n1,2,a,4\n", "columns")
    refusedTest(s"$header\n1,2,a\n1,2,c\n", "row 1, line 3", "one of the labels a, b", "found 'c'")
    refusedTest("", "empty")
  }

  test("labels that are not those that the settings say") {
    def refusedWith(classes: ClassChoice, words: String*): Unit =
      withTables("train.csv" -> good, "test.csv" -> good) { folder =>
        val message = complaint(examine(folder, classes = classes))
        for (word <- s"$folder/train.csv" +: words) assert(message.contains(word), message)
      }
    refusedWith(new DistinctClasses(3, JavaList.of()), "3 different labels", "data.classes", "found 2: a, b")
    refusedWith(new DistinctClasses(2, JavaList.of("a", "c")), "row 1, line 3", "one of the labels a, c", "'b'")
    refusedWith(ClassLabels.numbered(0, 10), "row 0, line 2", "a label from 0 to 9", "'a'")
    withTables("train.csv" -> "1,7\n1,8\n1,9\n", "test.csv" -> "1,7\n") { folder =>
      val two = complaint(examine(folder, classes = new DistinctClasses(2, JavaList.of())))
      for (word <- Seq("row 2, line 3", "2 labels in the rows before", "found 9", "data.classes = 3"))
        assert(two.contains(word))
      val named = complaint(examine(folder, classes = new DistinctClasses(2, JavaList.of("x", "y"))))
      for (word <- Seq("2 different labels", "data.classNames", "found 3: 7, 8, 9")) assert(named.contains(word))
    }
  }

  test("files that are missing, ambiguous, or change after the examination") {
    withTables("test.csv" -> good)(folder => assert(complaint(examine(folder)).contains("train.csv")))
    withTables("train.csv" -> good, "train-2.csv" -> good, "test.csv" -> good) { folder =>
      val message = complaint(examine(folder))
      for (word <- Seq("train-2.csv and train.csv", "pattern")) assert(message.contains(word), message)
    }
    withTables("train.csv" -> good, "test.csv" -> good) { folder =>
      val data = examine(folder)
      for (changed <- Seq(good + "1,2,a\n", s"$header\n1,2,a\n", good.replace("a", "c"))) {
        Files.writeString(folder.resolve("train.csv"), changed)
        assert(complaint(data.shards(Split.TRAIN, 2)).contains("train.csv"))
      }
    }
  }
}
