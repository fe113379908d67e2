package treecast.source

import com.github.luben.zstd.ZstdOutputStream
import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.io.compress.{BZip2Codec, CompressionCodec, Lz4Codec, SnappyCodec}
import org.apache.hadoop.util.ReflectionUtils
import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.testing.DefaultStorage.storage

import java.io.{ByteArrayOutputStream, OutputStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.{BitSet, List => JavaList, Optional}
import scala.jdk.CollectionConverters._

/** Rows in files of every compression, whole and in parts: they are the same rows. */
class CompressedRowsSpec extends AnyFunSuite with Tables {
  private val columns = new Csv(CsvText.UNKNOWN, Csv.Header.TRUE, "kind", CsvColumns.ALL, Csv.RULES)

  private def examined(folder: Path, rangeBytes: Long, format: TableFormat = columns, share: Double = 0): DataSet = {
    val at = DataLocation.of(storage, folder.toString)
    val request = new DataRequest(at, anyClasses, anyClasses, false, new TestShare(share, 1))
    val fitted: Examination.FittedRows = _ => { val some = new BitSet; some.set(2); some }
    new TableFolder(request, format).examine(new Examination(TaskRunner.onThreads(), Optional.of(fitted), rangeBytes))
  }

  private def moments(data: DataSet): Scaling = ScalingMethod.STANDARD.of(data, data.source.moments.get)

  test("parts, compression and line ends have no part in rows, digest and scaling") {
    val simple = "a,b,kind\n" + (1 to 200).map(i => s"${i * 0.37},w${i % 3},${"xyz" (i % 3)}\n").mkString
    val Seq(head, all @ _*) = simple.split("(?<=\n)").toSeq
    val folders = Seq(
      Seq("train.csv" -> simple.getBytes(UTF_8)),
      all
        .grouped(7)
        .zipWithIndex
        .map { case (some, i) =>
          f"train/part-$i%05d.csv" -> (head + some.mkString).getBytes(UTF_8)
        }
        .toSeq,
      Seq("train.csv.gz" -> gzip(simple)),
      Seq("train.csv.gz" -> simple.grouped(1000).toSeq.flatMap(gzip(_)).toArray),
      Seq("train.csv.zst" -> zstd(simple)),
      Seq("train.csv.zst" -> simple.grouped(1000).toSeq.flatMap(zstd(_)).toArray),
      Seq("train.csv.bz2" -> packed(simple, classOf[BZip2Codec])),
      Seq("train.csv.lz4" -> packed(simple, classOf[Lz4Codec])),
      Seq("train.csv.snappy" -> packed(simple, classOf[SnappyCodec])),
      all
        .grouped(50)
        .zipWithIndex
        .map { case (some, i) => f"train/part-$i%05d.csv.gz" -> gzip(head + some.mkString) }
        .toSeq,
      all
        .grouped(50)
        .zipWithIndex
        .map { case (some, i) => f"train/part-$i%05d.csv.zst" -> zstd(head + some.mkString) }
        .toSeq,
      Seq("train.csv" -> simple.replace("\n", "\r\n").getBytes(UTF_8))
    )
    val found = for (files <- folders) yield IdxFiles.withEmptyFolder { folder =>
      for ((name, bytes) <- files) {
        Files.createDirectories(folder.resolve(name).getParent)
        Files.write(folder.resolve(name), bytes)
      }
      val data = examined(folder, 200, share = 0.25)
      val shards = (1 to 8).map { partitions =>
        val assignment = new ShardAssignment(data.trainRows, 8)
        val read = for (p <- 0 until partitions) yield {
          val mine: JavaList[Integer] = (p until 8 by partitions).map(Integer.valueOf).asJava
          data.source.shards(Split.TRAIN, assignment, mine).asScala.toSeq
        }
        rows(read.flatten.sortBy(_.index))
      }
      assert(shards.distinct.size == 1)
      (data.source.digest.get, moments(data), shards.head, rows(data, Split.TEST))
    }
    assert(found.distinct.size == 1)
  }

  test("a zstd file that is cut short or damaged is refused in a line, whatever is left of it") {
    val whole = zstd("a,b,kind\n" + (1 to 200).map(i => s"${i * 0.37},w${i % 3},${"xyz" (i % 3)}\n").mkString)
    def refused(bytes: Array[Byte]) = IdxFiles.withFolder(Map("train.csv.zst" -> bytes)) { folder =>
      val said = complaint(examined(folder, 200))
      assert(said.contains("train.csv.zst") && said.contains("expected intact zstd") && !said.contains("\n"), said)
    }
    for (length <- Seq(3, 20, whole.length / 2, whole.length - 1)) refused(whole.take(length))
    refused(whole.updated(0, 7.toByte))
  }

  private def written(bytes: ByteArrayOutputStream, out: OutputStream, text: String): Array[Byte] = {
    out.write(text.getBytes(UTF_8))
    out.close()
    bytes.toByteArray
  }

  private def gzip(text: String): Array[Byte] = IdxFiles.gzip(text.getBytes(UTF_8))

  /** As the command zstd writes it. */
  private def zstd(text: String): Array[Byte] = {
    val bytes = new ByteArrayOutputStream
    written(bytes, new ZstdOutputStream(bytes).setChecksum(true), text)
  }

  /** As jobs of Spark and Hadoop write it. */
  private def packed(text: String, codec: Class[_ <: CompressionCodec]): Array[Byte] = {
    val bytes = new ByteArrayOutputStream
    written(bytes, ReflectionUtils.newInstance(codec, new Configuration).createOutputStream(bytes), text)
  }
}
