package treecast.source

import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.testing.DefaultStorage.storage

import java.nio.file.Path
import java.util.{BitSet, List => JavaList, Optional}
import scala.util.Random

/** Medians that fill missing values, counted by ranges of bytes, and the moments of the rows that they fill. */
class MedianRangesSpec extends AnyFunSuite with Tables {
  private val leftOut = new BitSet
  leftOut.set(2)

  private def examined(folder: Path, rangeBytes: Long, format: TableFormat): DataSet = {
    val at = DataLocation.of(storage, folder.toString)
    val request = new DataRequest(at, anyClasses, anyClasses, false, new TestShare(0, 1))
    val fitted: Examination.FittedRows = _ => leftOut
    new TableFolder(request, format).examine(new Examination(TaskRunner.onThreads(), Optional.of(fitted), rangeBytes))
  }

  test("they are those of a sort, and the moments those of rows read one after the other, however a file is cut") {
    val random = new Random(9)
    def value(i: Int) = if (i == 2 || random.nextInt(50) > 0) (random.nextGaussian() * 40).toFloat.toString else "NA"
    val lines = (1 to 140000).map(i => s"${value(i)},${i % 7},w${i % 2},${value(i)},${"xyz" (i % 3)}\n")
    val whole = "a,b,c,d,kind\n" + lines.mkString
    val few = "a,b,c,d,kind\n" + lines.take(60).mkString
    val format = new Csv(
      CsvText.UNKNOWN,
      Csv.Header.TRUE,
      "kind",
      new CsvColumns(JavaList.of(), MissingValues.of("median"), CsvColumns.ALL.missingWords, JavaList.of()),
      Csv.RULES
    )
    for ((text, cuts) <- Seq(whole -> Seq(300000L, Long.MaxValue / 2), few -> (1L to 300L by 7)))
      withTables("train.csv" -> text) { folder =>
        val inTurn = {
          val data = examined(folder, Long.MaxValue / 2, format)
          ScalingMethod.STANDARD.fit(data, leftOut)
        }
        val columns = text.linesIterator.drop(1).map(_.split(",").take(2)).toSeq.patch(2, Nil, 1).transpose
        for ((column, j) <- columns.zipWithIndex) {
          val present = column.filter(_ != "NA").map(_.toDouble).sorted
          val median = present((present.size - 1) / 2) / 2 + present(present.size / 2) / 2
          assert(inTurn.fill.apply(j) == median)
        }
        assert(inTurn.fill.length == 5)
        for (cut <- cuts) {
          val data = examined(folder, cut, format)
          assert(ScalingMethod.STANDARD.of(data, data.source.moments.get) == inTurn, cut)
        }
      }
  }
}
