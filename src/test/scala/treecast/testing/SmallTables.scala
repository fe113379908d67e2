package treecast.testing

import java.nio.file.{Files, Path}
import scala.util.Random

/** Three kinds of flowers in CSV files, with a header, quotes and a column of words in the middle. */
object SmallTables {
  val kinds: Seq[String] = Seq("lily, white", "rose \"red\"", "tulip")

  /** A new temporary folder with the files. */
  def folder(trainRows: Int, testRows: Int): Path = {
    val folder = Files.createTempDirectory("treecast-flowers")
    Files.writeString(folder.resolve("train.csv"), csv(trainRows, 1))
    Files.writeString(folder.resolve("test.csv"), csv(testRows, 2))
    folder
  }

  private def csv(rows: Int, seed: Int): String = {
    val random = new Random(seed)
    val lines = (0 until rows).map { row =>
      val kind = row % kinds.size
      def about(mean: Double) = mean + random.nextGaussian()
      val name = "\"" + kinds(kind).replace("\"", "\"\"") + "\""
      s"${about(4.0 * kind)},$name,${1000 + 50 * about(3.0 * (kind % 2))},\"${about(0)}\",5\r\n"
    }
    "\"height, cm\",kind,weight,colour,constant\r\n" + lines.mkString
  }
}
