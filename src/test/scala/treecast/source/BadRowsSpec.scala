package treecast.source

import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.testing.DefaultStorage.storage

import java.nio.file.Path
import java.util.{Optional, List => JavaList}
import scala.jdk.CollectionConverters._

/** Rows that cannot be read: the rest is what it is without them, and they are counted once and named. */
class BadRowsSpec extends AnyFunSuite with Tables {
  private val columns = new Csv(CsvText.UNKNOWN, Csv.Header.AUTO, "kind", CsvColumns.ALL, Csv.RULES)
  private val head = "size,colour,weight,kind\n"

  private val good = (1 to 300).map { i =>
    val colour = Seq("red", "\"two\nlines\"", "\"a, b\"")(i % 3)
    s"${i * 0.37},$colour,${i % 11},${"xyz" (i % 3)}\n"
  }

  /** Another number of fields, a word among numbers, a missing value, a row without a label. */
  private val bad =
    Seq("1,red\n", "1,red,2,x,5\n", "much,red,1,x\n", "1,\"a, b\",few,y\n", "1,red,,z\n", "2,red,3,\n")

  /** The good rows with bad ones among them, and the places of these in the file. */
  private val (mixed, places) = {
    val all = good.grouped(25).zipWithIndex.flatMap { case (rows, i) => rows :+ bad(i % bad.size) }.toSeq
    val lines = all.scanLeft(2)((line, row) => line + row.count(_ == '\n'))
    (all, all.indices.filter(i => bad.contains(all(i))).map(i => s"row $i, line ${lines(i)}"))
  }

  private def examined(
      folder: Path,
      badRows: String,
      format: TableFormat = columns,
      rangeBytes: Long = Long.MaxValue / 2,
      tasks: TaskRunner = TaskRunner.onThreads()
  ): DataSet = {
    val at = DataLocation.of(storage, folder.toString)
    val none = TableColumns.NONE
    val request =
      new DataRequest(at, anyClasses, anyClasses, false, new TestShare(0, 1), false, 0, none, BadRows.of(badRows))
    val how = new Examination(tasks, Optional.of(_ => new java.util.BitSet), rangeBytes)
    new TableFolder(request, format).examine(how)
  }

  private def named(data: DataSet): Seq[String] =
    data.source.notes.asScala.toSeq.filter(_.startsWith("bad row: ")).map(_.split("train[^:]*: ")(1))

  private def scaling(data: DataSet) = ScalingMethod.STANDARD.fit(data, new java.util.BitSet)

  test("rows, classes, scaling and digest are those of a table without them, wherever the file is cut") {
    val expected = withTables("train.csv" -> (head + good.mkString)) { folder =>
      val data = examined(folder, "fail")
      (data.source.digest, rows(data, Split.TRAIN), scaling(data), data.labels.names)
    }
    withTables("train.csv" -> (head + mixed.mkString)) { folder =>
      val length = head.length + mixed.mkString.length
      for (cut <- (length.toLong + 1) +: (7L to length.toLong by 97)) {
        val data = examined(folder, "12", rangeBytes = cut)
        assert(data.trainRows == 300 && data.source.digest == expected._1, cut)
        assert(data.source.notes.asScala.count(_.startsWith("bad rows left out: 12 training and 0 test rows")) == 1)
        assert(named(data).map(_.takeWhile(_ != ':')) == places.take(10), cut)
        if (cut % 5 == 0 || cut > length)
          assert((data.source.digest, rows(data, Split.TRAIN), scaling(data), data.labels.names) == expected, cut)
      }
    }
  }

  test("a task that runs twice, as after the loss of an executor, counts no row twice") {
    val twice = new TaskRunner {
      override def map[A <: java.io.Serializable, B <: java.io.Serializable](
          inputs: JavaList[A],
          task: TaskRunner.Task[A, B]
      ): JavaList[B] = {
        inputs.asScala.foreach(task.apply)
        TaskRunner.onThreads().map(inputs, task)
      }
    }
    withTables("train.csv" -> (head + mixed.mkString)) { folder =>
      val data = examined(folder, "12", rangeBytes = 500, tasks = twice)
      assert(data.source.notes.asScala.exists(_.startsWith("bad rows left out: 12 training")))
    }
  }

  test("the first ten are named with what was expected; part files count together") {
    val parts = mixed.grouped(60).zipWithIndex.map { case (rows, i) => s"train-$i.csv" -> (head + rows.mkString) }
    withTables(parts.toSeq: _*) { folder =>
      val data = examined(folder, "0.04")
      assert(data.trainRows == 300 && named(data).size == 10)
      val words = Seq("4 fields", "4 fields", "a finite number in column 1 (size)", "a finite number in column 3") ++
        Seq("a finite number in column 3 (weight), found ''", "a label in column 4 (kind)")
      for ((said, word) <- named(data).zip(words)) assert(said.contains(word), said)
    }
  }

  test("more than the greatest number, or share, are refused with the first; by default there are none") {
    withTables("train.csv" -> (head + mixed.mkString)) { folder =>
      for (few <- Seq("fail", "11", "0.038", "skip", "1")) {
        val said = complaint(examined(folder, few))
        val which = if (few == "fail") places.head else "row "
        assert(said.contains(s"$folder/train.csv: ") && said.contains(which), said)
        if (few == "11") assert(said.contains("12 of 312") && said.contains("data.badRows allows 11"), said)
      }
      assert(examined(folder, "0.039").trainRows == 300)
    }
  }

  test("LIBSVM rows that cannot be read are left out in the same way, wherever the file is cut") {
    val good = (1 to 200).map(i => s"${i % 3} 1:${i * 0.25} ${2 + i % 4}:1\n")
    val bad = Seq("1 1:x\n", "2 3:1 2:1\n", "1.5 1:1\n", "0 one:1\n")
    val mixed = good.grouped(50).zip(bad).flatMap { case (rows, one) => rows :+ one }.toSeq
    val expected =
      withTables("train.libsvm" -> good.mkString)(folder => rows(examined(folder, "fail", libsvm), Split.TRAIN))
    withTables("train.libsvm" -> mixed.mkString) { folder =>
      for (cut <- Seq(Long.MaxValue / 2) ++ (5L to mixed.mkString.length.toLong by 61)) {
        val data = examined(folder, "4", libsvm, cut)
        assert(
          rows(data, Split.TRAIN) == expected && named(data).map(_.takeWhile(_ != ',')) ==
            Seq(50, 101, 152, 203).map(i => s"row $i"),
          cut
        )
      }
      assert(complaint(examined(folder, "3", libsvm)).contains("4 of 204"))
      complaint(examined(folder, "fail", libsvm))
    }
  }

  test("a format that cannot leave rows out says so") {
    val other = new TableFormat {
      override def title = "Rows"
      override def ending = "csv"
      override def open(file: DataFile): RowReader = libsvm.open(file)
    }
    withTables("train.csv" -> "1 1:1\n")(folder => assert(complaint(examined(folder, "skip", other)).contains("Rows")))
  }

  test("the setting is fail, skip, a whole number or a share") {
    assert(BadRows.of("fail") == BadRows.REFUSED && BadRows.of("skip").most == 0.01)
    assert(BadRows.of("50").allows(50, 60) && !BadRows.of("50").allows(51, 1000))
    assert(BadRows.of("0.5").allows(5, 10) && !BadRows.of("0.5").allows(6, 10))
    for (wrong <- Seq("0", "-1", "1.5", "NaN", "Infinity", "some", ""))
      intercept[IllegalArgumentException](BadRows.of(wrong))
  }
}
