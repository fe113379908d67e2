package treecast.app

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.{Files, Path}
import scala.util.Random

/** Runs on a few digits and on a table of words and numbers, and files that they are exported to. */
trait Exports extends CommandLine { this: AnyFunSuite =>
  protected lazy val digitRun: Path = trained("digits", digits, "network.batchNorm=true", "network.dropout=0.1")
  protected lazy val flowerRun: Path = trained("flowers", flowers, "data.csv.missing=median", "epochs=10", "rate=0.05")
  protected lazy val flowers: Path = {
    val to = Files.createDirectories(folder.resolve("flowers"))
    Files.writeString(to.resolve("train.csv"), table(300, 1))
    Files.writeString(to.resolve("test.csv"), table(120, 2))
    to
  }

  /** Words, numbers, words; some fields are missing, and some words stand in the test rows alone. */
  protected def table(rows: Int, seed: Int): String = {
    val random = new Random(seed)
    val colours = Seq("deep blue", "red", "white") ++ Option.when(seed == 2)("black")
    val lines = (0 until rows).map { i =>
      val kind = i % 3
      def missing(field: String) = if (random.nextInt(8) == 0) Seq("", "NA")(i % 2) else field
      val height = missing((2e4 + 10 * kind + 3 * random.nextGaussian()).toString)
      val width = missing((kind % 2 + 0.3 * random.nextGaussian()).toString)
      s"${colours((kind + random.nextInt(2)) % colours.size)},$height,${Seq("S", "M")(random.nextInt(2))},$width,kind $kind\n"
    }
    "colour,height,size,width,species\n" + lines.mkString
  }

  protected def trained(name: String, data: Path, more: String*): Path = {
    val to = folder.resolve(s"run-$name")
    val few = sets(Seq("shards=2", "batch=50", "epochs=3", "network.hidden=[12]", "precision=double") ++ more: _*)
    succeeds(
      Seq("train", "--quiet", "--no-report", "--data", s"$data", "--master", "local[2]", "--out", s"$to") ++ few: _*
    )
    to
  }

  protected def newFolder(): Path = Files.createTempDirectory(folder, "export")

  protected def exported(run: Path, format: String, more: String*): Path = {
    val to = newFolder().resolve(s"model.$format")
    succeeds(Seq("export", s"$run", "--to", format, "--out", s"$to") ++ more: _*)
    to
  }
}
