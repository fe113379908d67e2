package treecast.app

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** Small sweeps from the command line. */
trait Sweeps extends DigitRuns { this: AnyFunSuite =>
  protected val little: Seq[String] =
    Seq("network.hidden=[8]", "epochs=3", "batch=40", "trials=6", "data.trainRows=all", "shards=2", "seed=3")

  protected def sweep(to: Path, more: String*): Result = {
    val (flags, settings) = more.partition(_.startsWith("--"))
    val pairs = flags.flatMap(flag => flag.split(" ", 2))
    val master = if (pairs.contains("--master")) Nil else Seq("--master", "local[2]")
    run(
      Seq("sweep", "--data", digits.toString, "--out", to.toString) ++ master ++ sets(
        little ++ settings: _*
      ) ++ pairs: _*
    )
  }

  /** trials.csv but for what depends on the clock. */
  protected def trials(sweep: Path): Seq[Map[String, String]] = {
    val lines = Files.readAllLines(sweep.resolve("trials.csv")).asScala.map(_.split(",", -1).toSeq).toSeq
    lines.tail.map(cells => lines.head.zip(cells).toMap - "seconds")
  }

  protected def numbers(sweep: Path): Seq[Int] = trials(sweep).map(_("trial").toInt)

  protected def records(sweep: Path, kind: String = "trial-"): Seq[Path] =
    sweep.resolve("ledger").toFile.listFiles.map(_.toPath).filter(_.getFileName.toString.startsWith(kind)).sorted.toSeq

  protected def record(file: Path): JsonNode =
    new ObjectMapper().readTree(Files.readString(file).linesIterator.drop(1).mkString("\n"))

  /** What each record says, but for what depends on the clock. */
  protected def recorded(sweep: Path): Seq[String] =
    records(sweep).map { file =>
      val node = record(file).asInstanceOf[com.fasterxml.jackson.databind.node.ObjectNode]
      node.remove("seconds")
      s"${file.getFileName} $node"
    }
}
