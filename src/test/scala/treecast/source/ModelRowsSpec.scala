package treecast.source

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{BadRows, DataSet, Split, TestShare}
import treecast.testing.DefaultStorage.storage

import java.nio.file.Path

/** Rows that a model reads, whose columns are those of its training. */
class ModelRowsSpec extends AnyFunSuite with Tables {
  private val numbered = (1 to 12).map(i => s"$i,${i * 7 % 5}.5,${i * 3 % 7}.25,${Seq("a", "b")(i % 2)}\n").mkString

  /** The rows of a folder or file, for a model of a data set. */
  private def forModel(data: DataSet, path: Path): DataSet = {
    val location = DataLocation.of(storage, path.toString)
    val columns = data.source.columns
    val request =
      new DataRequest(
        location,
        data.labels,
        data.labels,
        false,
        TestShare.NOTHING,
        true,
        data.features,
        columns,
        BadRows.REFUSED
      )
    new TableFolder(request, csv).examine()
  }

  test("columns without names: with the one that numbers the rows, without it and the labels, but not in doubt") {
    withTables("train.csv" -> numbered, "test.csv" -> numbered) { folder =>
      val data = examine(folder)
      assert(data.features == 2 && data.trainRows == 12)
      def rewritten(name: String, keep: Seq[Int]) = {
        val lines = numbered.linesIterator.map(_.split(",")).map(fields => keep.map(fields(_)).mkString(","))
        java.nio.file.Files.writeString(folder.resolve(name), lines.mkString("\n"))
      }
      assert(rows(forModel(data, rewritten("all.csv", 0 to 3)), Split.TEST) == rows(data, Split.TEST))
      val doubtful = complaint(forModel(data, rewritten("doubtful.csv", 1 to 3)))
      for (word <- Seq("line 1", "4 columns as in the training file", "found 3", "left out"))
        assert(doubtful.contains(word), doubtful)
      val unlabelled = complaint(forModel(data, rewritten("unlabelled.csv", 1 to 2)))
      assert(unlabelled.contains("expected rows with labels"), unlabelled)
    }
  }

  test("what was decided about rows for a model is told as well") {
    withTables("train.csv" -> "x,y,kind\n1,2.5,0\n3,4.5,1\n5,6.5,1\n", "test.csv" -> "x;y;kind\n1;2.5;0\n") { folder =>
      val notes = forModel(examine(folder.resolve("train.csv")), folder.resolve("test.csv")).source.notes
      assert(
        notes.get(0).startsWith("table: semicolons between fields, a header; label: column 3 (kind), as of the model")
      )
    }
  }
}
