package treecast.source

import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.testing.DefaultStorage.storage

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.{BitSet, List => JavaList, Optional}
import scala.jdk.CollectionConverters._
import scala.util.{Random, Try}

/** Rows that are read by ranges of bytes: neither rows nor messages nor digests depend on them. */
class RowRangesSpec extends AnyFunSuite with Tables {
  private val columns = new Csv(CsvText.UNKNOWN, Csv.Header.TRUE, "kind", CsvColumns.ALL, Csv.RULES)

  /** Rows with quotes, doubled quotes, quoted line ends, UTF-8, CR LF, blank lines, and no line end behind the last. */
  private val nasty: Seq[String] = {
    val random = new Random(3)
    val words =
      Seq("\"rose, red\"", "\"a \"\"b\"\" c\"", "\"two\nlines\"", "Gänseblümchen", "\"three\r\n\nlines\"", "plain")
    val rows = for (i <- 1 to 60) yield {
      val word = words(random.nextInt(words.size))
      val end = if (i == 60) "" else if (i % 4 == 0) "\r\n" else if (i % 17 == 3) "\n\n  \n" else "\n"
      s"${random.nextInt(1000)},$word,${random.nextGaussian()},\"${"xyz" (i % 3)}\"$end"
    }
    "size,\"name\nof it\",weight,kind\r\n" +: rows
  }

  private def examined(folder: Path, rangeBytes: Long, format: TableFormat = columns, share: Double = 0): DataSet = {
    val at = DataLocation.of(storage, folder.toString)
    val request = new DataRequest(at, anyClasses, anyClasses, false, new TestShare(share, 1))
    val fitted: Examination.FittedRows = _ => { val some = new BitSet; some.set(2); some }
    new TableFolder(request, format).examine(new Examination(TaskRunner.onThreads(), Optional.of(fitted), rangeBytes))
  }

  private def moments(data: DataSet): Scaling = ScalingMethod.STANDARD.of(data, data.source.moments.get)

  test("a table that is cut at every byte has the same rows, scaling and digest") {
    withTables("train.csv" -> nasty.mkString) { folder =>
      val length = Files.size(folder.resolve("train.csv"))
      assert(length > 1500 && length < 4000)
      val whole = examined(folder, Long.MaxValue / 2)
      val all = rows(whole, Split.TRAIN)
      assert(all.size == 60 && whole.features == 8)
      for (cut <- 1L to length by 1) {
        val data = examined(folder, cut)
        assert(data.describe == whole.describe && data.source.digest == whole.source.digest, cut)
        assert(moments(data) == moments(whole), cut)
        if (cut % 7 == 0 || cut < 40) {
          assert(rows(data, Split.TRAIN) == all, cut)
          assert(rows(data.shards(Split.TRAIN, 5).asScala.toSeq) == rows(whole.shards(Split.TRAIN, 5).asScala.toSeq))
        }
      }
    }
  }

  test("an error is that of the first faulty row in the file, with its row and line, wherever the file is cut") {
    def broken(at: Int, line: String) = nasty.patch(at, Seq(line), 0).mkString
    val faults = Seq(
      broken(31, "1,2\n"),
      broken(40, "7,a\"b,3,x\n"),
      broken(55, "7,\"open,3,x\n"),
      broken(28, "7,plain,much,x\n"),
      broken(33, "7,plain,1,\n"),
      broken(25, "7,plain,1,2.5\n"),
      broken(9, "7,plain\r,1,x\n"),
      broken(29, "1,2\n") + "\n1,2,3\n" + "\"",
      nasty.mkString + "\n8,plain,\"1"
    )
    for (text <- faults) withTables("train.csv" -> text) { folder =>
      val whole = complaint(examined(folder, Long.MaxValue / 2))
      for (cut <- (1L to 20L) ++ (21L to text.length.toLong by 13))
        assert(complaint(examined(folder, cut)) == whole, cut)
    }
  }

  test("LIBSVM files that are cut at every byte have the same rows, and the same errors") {
    val random = new Random(5)
    val good = (1 to 60).map { i =>
      val row = s"${i % 3} ${1 + random.nextInt(5)}:${random.nextGaussian()} 7:${i % 2}"
      if (i % 9 == 0) s"# a comment with \"\n$row # \"it\r\n" else s"$row\n"
    }.mkString
    withTables("train.libsvm" -> good) { folder =>
      val format = new Libsvm(Libsvm.AUTO)
      val all = rows(examined(folder, Long.MaxValue / 2, format), Split.TRAIN)
      for (cut <- 1 to good.length by 3) {
        val data = examined(folder, cut.toLong, format)
        assert(data.features == 7 && rows(data, Split.TRAIN) == all, cut)
      }
      Files.writeString(folder.resolve("train.libsvm"), good + "1 5:1 4:1\n" + good)
      val whole = complaint(examined(folder, Long.MaxValue / 2, format))
      assert(whole.contains("row 60, line "), whole)
      for (cut <- 1 to good.length by 17) assert(complaint(examined(folder, cut.toLong, format)) == whole, cut)
    }
  }

  test("comments with quotes, and quotes that are almost everywhere, do not mislead the search for records") {
    val text = "a,b,kind\n" + (1 to 80).map { i =>
      if (i % 5 == 0) s"# don't \"quote\n$i,2,x\n" else s"\"$i\",\"\"\"\n\n\"\"\",\"${"xy" (i % 2)}\"\n"
    }.mkString
    val format = new Csv(
      CsvText.UNKNOWN.`with`(',', '#', '.'),
      Csv.Header.TRUE,
      "kind",
      new CsvColumns(JavaList.of("a"), MissingValues.REFUSED, JavaList.of(), JavaList.of()),
      Csv.RULES
    )
    withTables("train.csv" -> text) { folder =>
      val whole = examined(folder, Long.MaxValue / 2, format)
      for (cut <- 1 to text.length by 5) {
        val data = examined(folder, cut.toLong, format)
        assert(data.source.digest == whole.source.digest && data.trainRows == 80, cut)
        assert(rows(data, Split.TRAIN) == rows(whole, Split.TRAIN))
      }
    }
  }

  test("each byte of a small file that changes is noticed by the digest, or refused") {
    val small = "x,y,kind\n" + (1 to 9).map(i => s"$i.25,w${i % 2},${"ab" (i % 2)}\n").mkString
    withTables("train.csv" -> small) { folder =>
      val file = folder.resolve("train.csv")
      val before = examined(folder, 16).source.digest.get
      for (at <- "x,y,kind\n".length until small.length - 1) {
        val bytes = small.getBytes(UTF_8)
        bytes(at) = (bytes(at) ^ 1).toByte
        Files.write(file, bytes)
        val after = Try(examined(folder, 16).source.digest.get)
        assert(after.failed.toOption.forall(_.isInstanceOf[DataException]))
        assert(after.toOption.forall(_ != before), s"byte $at")
      }
    }
  }

  test("numbers that are exact in single precision are kept in it, until one is not") {
    val narrow = (1 to 50).map(i => s"${i * 0.25},${-i},${"xy" (i % 2)}\n").mkString
    val wide = Seq("0.1,7,x\n", "7,16777217,x\n").map(row => (narrow + row + narrow) -> false)
    for ((text, exact) <- (narrow -> true) +: wide)
      withTables("train.csv" -> ("a,b,kind\n" + text)) { folder =>
        val data = examined(folder, 100)
        val Seq(shard) = data.shards(Split.TRAIN, 1).asScala.toSeq
        assert(shard.inputs.isInstanceOf[FloatRows] == exact && shard.inputs.isInstanceOf[RealRows] != exact)
        val wanted = text.linesIterator.map(_.split(",").take(2).map(_.toDouble).toSeq).toSeq
        assert(rows(Seq(shard)).map(_._1) == wanted && RealRows.valuesOf(shard.inputs).toSeq == wanted.flatten)
      }
  }

  test("blocks of rows are joined in one order, whatever tasks read them; plans of the first format know no blocks") {
    val leftOut = new BitSet
    leftOut.set(2)
    val numbers = "a,b,kind\n" + (1 to 140000).map(i => s"${i * 0.37 % 11},${i % 7},${"xyz" (i % 3)}\n").mkString
    val words = numbers.replaceAll(",([0-6]),", ",w$1,")
    def of(bytes: Array[Byte], name: String, format: TableFormat): (DataSet, Scaling) =
      IdxFiles.withFolder(Map(name -> bytes)) { folder =>
        val data = examined(folder, 300000, format)
        (data, ScalingMethod.STANDARD.fit(data, leftOut))
      }
    val (plain, inTurn) = of(words.getBytes(UTF_8), "train.csv", columns)
    val (zipped, _) = of(IdxFiles.gzip(words.getBytes(UTF_8)), "train.csv.gz", columns)
    assert(plain.trainRows == 140000 && plain.source.digest == zipped.source.digest)
    val joined = moments(plain)
    assert(joined == moments(zipped) && joined != inTurn, "three blocks")
    for ((a, b) <- (joined.shift ++ joined.scale).zip(inTurn.shift ++ inTurn.scale)) assert(math.abs(a - b) < 1e-12)
    val first = new Csv(CsvText.UNKNOWN, Csv.Header.TRUE, "kind", CsvColumns.ALL, Csv.FIRST_RULES)
    val (old, sequential) = of(numbers.getBytes(UTF_8), "train.csv", first)
    assert(moments(old) == sequential)
  }
}
