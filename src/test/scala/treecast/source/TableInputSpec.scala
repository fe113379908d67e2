package treecast.source

import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.linalg.Matrix
import treecast.testing.DefaultStorage.storage

import java.nio.file.Path
import java.util.{List => JavaList}
import scala.jdk.CollectionConverters._

/** Rows of a large table that are predicted in parts. */
class TableInputSpec extends AnyFunSuite with Tables {
  private val text = "a,b,kind\n" + (1 to 3000).map(i => s"$i.5,${i % 7},${"xy" (i % 2)}\n").mkString

  private def input(folder: Path): TableInput = {
    val columns = new TableColumns(
      true,
      3,
      new TableColumns.Column("kind", 3),
      JavaList.of(new TableColumns.Column("a", 1), new TableColumns.Column("b", 2))
    )
    val at = DataLocation.of(storage, folder.toString)
    val request =
      new DataRequest(at, anyClasses, anyClasses, false, TestShare.NOTHING, true, 2, columns, BadRows.REFUSED)
    TableInput.of(request, csv)
  }

  private def read(input: RowInput): Seq[Seq[(Seq[Double], Seq[String])]] =
    for (range <- 0 until input.ranges) yield {
      val found = Seq.newBuilder[(Seq[Double], Seq[String])]
      input.read(
        range,
        JavaList.of("kind"),
        batch => {
          val x = Matrix.zeros(batch.count, 2)
          batch.inputs.gather((0 until batch.count).toArray, x)
          for (i <- 0 until batch.count) found += ((Seq(x.get(i, 0), x.get(i, 1)), batch.kept.get(i).asScala.toSeq))
          true
        }
      )
      found.result()
    }

  test("a large file is several ranges, with the rows of the whole, and their numbers are known") {
    withTables("one.csv" -> text) { folder =>
      val whole = input(folder).cut(1 << 20)
      assert(whole.ranges == 1 && !whole.isCounted)
      val Seq(all) = read(whole)
      assert(all.size == 3000)
      val parts = input(folder).cut(9000)
      assert(parts.ranges >= 3 && parts.isCounted)
      val found = read(parts)
      assert(found.flatten == all)
      assert(found.map(_.size.toLong) == (0 until parts.ranges).map(parts.count))
      // A part file of one is none of the other: a prediction goes on with the ranges that it began with.
      assert(parts.identity != whole.identity && parts.identity == input(folder).cut(9000).identity)
    }
  }

  test("a row that cannot be used is named by its row and line in any range") {
    withTables("one.csv" -> text.replace("2700.5,", "2700.5x,")) { folder =>
      val message = complaint(read(input(folder).cut(1 << 20)))
      assert(message.contains("row 2699, line 2701") && complaint(read(input(folder).cut(9000))) == message)
    }
  }
}
