package treecast.source

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{BadRows, Split, TableColumns, TestShare}
import treecast.linalg.Matrix
import treecast.testing.DefaultStorage.storage

import java.util.{List => JavaList}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** What the LIBSVM reader takes, and how it refuses the rest. */
class LibsvmSpec extends AnyFunSuite with Tables {
  private val good = "1 1:0.5 3:-2\n0 2:1e-3\n1\n0 1:1 2:2 3:3\n"
  private val four = Seq(Seq(0.5, 0, -2.0) -> 1, Seq(0, 1e-3, 0) -> 0, Seq(0.0, 0, 0) -> 1, Seq(1.0, 2, 3) -> 0)

  test("sparse rows; blanks, empty lines, comments and line ends do not matter") {
    assert(read(good, libsvm) == four)
    assert(read("# a comment\n\n 1\t1:0.5   3:-2 # behind\r\n0 2:1e-3\n1 \r\n0 1:1 2:2 3:3", libsvm) == four)
    assert(read("\ufeff" + good, libsvm) == four)
  }

  test("labels from 0, from 1, -1 and +1, and any others, ascending") {
    for ((low, high) <- Seq("0" -> "1", "1" -> "2", "-1" -> "+1", "-1.0" -> "1.0", "9" -> "10"))
      assert(read(s"$high 1:1\n$low 2:1\n", libsvm).map(_._2) == Seq(1, 0))
    withTables("train.svm" -> "+1 1:1\n-1 1:2\n", "test.svm" -> "-1\n") { folder =>
      assert(examine(folder, libsvm).labels.labels.asScala == Seq("-1", "1"))
    }
  }

  test("as many features as the largest index of both files, or as are set") {
    withTables("train.libsvm" -> "0 2:1\n1 1:1\n", "test.libsvm" -> "1 5:1\n") { folder =>
      assert(examine(folder, libsvm).features == 5)
      assert(rows(examine(folder, libsvm), Split.TRAIN).head._1 == Seq(0.0, 1, 0, 0, 0))
      assert(examine(folder, new Libsvm(9)).features == 9)
      val message = complaint(examine(folder, new Libsvm(4)))
      for (word <- Seq("test.libsvm", "row 0, line 1", "at most 4", "libsvm.features", "found 5"))
        assert(message.contains(word), message)
    }
  }

  private def refuses(name: String, text: String, words: String*): Unit =
    test(name)(refused(text, libsvm, good, words))

  refuses("an empty file", "", "empty")
  refuses("comments only", "# one\n# two\n", "found none")
  refuses("labels without features", "0\n1\n", "found none")
  refuses("index 0", "0 1:1\n1 0:1\n", "row 1, line 2", "index from 1", "found 0")
  refuses("an index out of order", "0 1:1\n\n1 3:1 2:1\n", "row 1, line 3", "above the one before, 3", "found 2")
  refuses("an index twice", "0 1:1\n1 3:1 3:1\n", "row 1, line 2", "above the one before, 3", "found 3")
  for (index <- Seq("-1", "x", "", "1.5", "qid", "99999999999999999999"))
    refuses(s"index '$index'", s"0 1:1\n1 $index:1\n", "row 1, line 2", "index", s"'$index'")
  refuses("an index beyond all arrays", "0 1:1\n1 2147483647:1\n", "row 1, line 2", "2147483646", "found 2147483647")
  for (value <- Seq("", "x", "NaN", "inf", "1e999", "1:2", "0x1", "1f"))
    refuses(s"value '$value'", s"0 1:1\n1 2:$value\n", "row 1, line 2", "finite number", s"'2:$value'")
  refuses("no colon", "0 1:1\n1 2\n", "row 1, line 2", "index:value", "'2'")
  for (label <- Seq("0.5", "x", "NaN", "1,2", "1e-1"))
    refuses(s"label '$label'", s"0 1:1\n$label 1:1\n", "row 1, line 2", "whole number", s"'$label'")
  refuses("a row without a label", "0 1:1\n1:1\n", "row 1, line 2", "label", "found none")
  refuses("one label only", "1 1:1\n1 2:1\n", "2 different labels")
  refuses("a CSV file", "1,2,3\n4,5,6\n", "row 0, line 1", "whole number")

  test("rows to predict have labels, whatever these are, or none, and as many features as the model takes") {
    def read(text: String): Seq[Seq[Double]] = withTables("rows.libsvm" -> text) { folder =>
      val at = DataLocation.of(storage, folder.toString)
      val request =
        new DataRequest(
          at,
          anyClasses,
          anyClasses,
          false,
          TestShare.NOTHING,
          true,
          4,
          TableColumns.NONE,
          BadRows.REFUSED
        )
      val found = Seq.newBuilder[Seq[Double]]
      TableInput
        .of(request, libsvm)
        .read(
          0,
          JavaList.of(),
          batch => {
            val x = Matrix.zeros(batch.count, 4)
            batch.inputs.gather((0 until batch.count).toArray, x)
            found ++= x.toArray.toSeq.grouped(4)
            true
          }
        )
      found.result()
    }
    val expected = Seq(Seq(0.5, 0, -2, 0), Seq(0, 1e-3, 0, 0), Seq(0.0, 0, 0, 1), Seq(0.0, 0, 0, 0))
    assert(read("1 1:0.5 3:-2\n2:1e-3\nlily 4:1 # a word\n\n0\n") == expected)
    val message = complaint(read("1:1\n2:1 5:1\n"))
    for (word <- Seq("rows.libsvm", "row 1, line 2", "at most 4 features", "found 5"))
      assert(message.contains(word), message)
  }

  test("an index of billions is refused where its rows fit no shard") {
    withTables("train.libsvm" -> "0 1:1\n1 1000000000:1\n1 1:1\n", "test.libsvm" -> "0 1:1\n") { folder =>
      val data = TableFolder.of(storage, folder.toString, new Libsvm(1000000000), anyClasses, false)
      // Examined without room for a row: the reader keeps what stands in the file.
      val message = complaint(data.examine().shards(Split.TRAIN, 1))
      assert(message.contains("2^31"), message)
    }
  }

  test("fuzz: random sparse rows are read back") {
    val random = new Random(3)
    for (_ <- 1 to 100) {
      val features = 1 + random.nextInt(40)
      val expected = (0 until 2 + random.nextInt(20)).map { row =>
        val x = Seq.fill(features)(if (random.nextInt(3) == 0) random.nextGaussian() else 0.0)
        (if (row == 0) x.updated(features - 1, 1.0) else x, row % 2)
      }
      val text = expected.map { case (x, label) =>
        label.toString + x.zipWithIndex.collect { case (v, j) if v != 0 => s" ${j + 1}:$v" }.mkString
      }
      assert(read(text.mkString("\n"), libsvm) == expected)
    }
  }

  test("fuzz: random damage is refused in one line, or leaves finite numbers and known classes") {
    survivesDamage(good, new Libsvm(9), " :\n\r#0123456789.e+-x\u0000\u00ff", 8) { data =>
      assert(data.features == 9)
    }
  }
}
