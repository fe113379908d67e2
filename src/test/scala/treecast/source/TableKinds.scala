package treecast.source

import com.typesafe.config.ConfigFactory
import org.scalatest.Assertions
import treecast.config.{Configuration, PlanSettings}
import treecast.data.{DataException, DataSet, Split}
import treecast.testing.DefaultStorage.storage
import treecast.workflow.DataChoice

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** Tables as people have them, read as a new plan reads them: understood, or refused in one line. */
trait TableKinds extends Tables { this: Assertions =>

  /** Rows of three kinds of flowers, which need no quotes: two decimals, a whole number, the kind. */
  protected val flowers: Seq[Seq[String]] = {
    val random = new Random(5)
    (0 until 60).map { row =>
      val kind = random.nextInt(3)
      def length(mean: Double) = "%.1f".formatLocal(java.util.Locale.ROOT, mean + random.nextInt(20) / 10.0)
      Seq(length(4 + kind), length(2), random.nextInt(50).toString, Seq("setosa", "versicolor", "virginica")(kind))
    }
  }

  /** The same rows with another label. */
  protected def labelled(label: Seq[String] => String): Seq[Seq[String]] = flowers.map(row => row.init :+ label(row))

  /** The kind as a number from 0. */
  protected def number(row: Seq[String]): Int = Seq("setosa", "versicolor", "virginica").indexOf(row.last)

  protected def text(rows: Seq[Seq[String]], separator: String = ","): String =
    rows.map(_.mkString(separator) + "\n").mkString

  protected val names = Seq("length", "width", "spots")

  /** Files in folders, as text or bytes, read with settings of a plan. */
  protected def understand[T](files: (String, Any)*)(settings: String*)(check: DataSet => T): T =
    IdxFiles.withEmptyFolder { folder =>
      write(folder, files)
      check(examined(folder.toString, settings))
    }

  protected def write(folder: Path, files: Seq[(String, Any)]): Unit =
    for ((name, content) <- files) {
      val file = folder.resolve(name)
      Files.createDirectories(file.getParent)
      Files.write(
        file,
        content match { case bytes: Array[Byte] => bytes; case other => other.toString.getBytes(UTF_8) }
      )
    }

  protected def examined(source: String, settings: Seq[String]): DataSet = {
    val lines = "format = 2" +: s"data.source = ${quote(source)}" +: settings
    val config = ConfigFactory.parseString(lines.mkString("\n"))
    DataChoice.unscaled(storage, PlanSettings.of(Configuration.under(config)).data)
  }

  private def quote(text: String) = "\"" + text + "\""

  /** Refused in one line that says these words. */
  protected def refusal(files: (String, Any)*)(settings: String*)(words: String*): Unit =
    IdxFiles.withEmptyFolder { folder =>
      write(folder, files)
      val message = intercept[DataException](examined(folder.toString, settings)).getMessage
      assert(message.linesIterator.size == 1 && message.length < 700, message)
      for (word <- words) assert(message.contains(word), message)
    }

  protected def labelColumn(data: DataSet): Int = data.source.columns.label.number
  protected def featureNames(data: DataSet): Seq[String] = data.source.columns.featureNames.asScala.toSeq
  protected def classes(data: DataSet): Seq[String] = data.labels.labels.asScala.toSeq
  protected def notes(data: DataSet): String = data.source.notes.asScala.mkString("\n")
  protected def inputs(data: DataSet): Seq[Seq[Double]] = rows(data, Split.TRAIN).map(_._1)

  /** The features of the flowers, whatever the text they came from. */
  protected def isFlowers(data: DataSet, rows: Seq[Seq[String]] = flowers): Boolean =
    inputs(data) == rows.map(_.init.map(_.toDouble)) && data.classes == 3

  /** A single file, none of whose rows become test rows. */
  protected val whole = "data.testShare = 0"
}
