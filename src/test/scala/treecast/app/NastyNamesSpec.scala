package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** Names of columns and labels with HTML and control characters are shown as text, in lines and in pages. */
class NastyNamesSpec extends AnyFunSuite with CommandLine {
  private val labels = Seq("<script>alert(1)</script>", "a\u0007b\nc", "\u001b[31mred & \"x\"")
  private val names = Seq("<b onclick=\"x()\">", "tab\tbed\nline", "\u001b]0;title\u0007")

  private def table: String = {
    val random = new Random(1)
    def quoted(text: String) = "\"" + text.replace("\"", "\"\"") + "\""
    val rows = (0 until 90).map { i =>
      val word = quoted(Seq("<i>", "\u001b[2J")(random.nextInt(2)))
      s"${i % 3 + random.nextDouble()},$word,${random.nextInt(9)},${quoted(labels(i % 3))}\n"
    }
    (names :+ "label").map(quoted).mkString(",") + "\n" + rows.mkString
  }

  test("names of columns and labels are text in every line and page") {
    IdxFiles.withFolder(Map("flowers.csv" -> table.getBytes("UTF-8"))) { folder =>
      val file = folder.resolve("flowers.csv").toString
      val runs = folder.resolve("run").toString
      val plan = Seq(
        "--set",
        "format=2",
        "--set",
        "shards=2",
        "--set",
        "batch=8",
        "--set",
        "epochs=2",
        "--set",
        "network.hidden=[4]"
      )
      val results = Seq(
        run(Seq("data", "describe", "--data", file, "--set", "format=2"): _*),
        run(Seq("train", "--data", file, "--master", "local[1]", "--out", runs) ++ plan: _*)
      )
      for (result <- results) {
        assert(result.code == 0, result.err)
        for (line <- (result.out + result.err).linesIterator)
          assert(line.forall(c => c >= ' ' || c == '\r'), s"a control character in ${line.map(_.toInt)}")
      }
      assert(results.head.out.contains("\\u001b"))
      val pages = Files.walk(Path.of(runs)).iterator.asScala.filter(_.toString.endsWith(".html")).toSeq
      assert(pages.nonEmpty)
      for (page <- pages; text = Files.readString(page)) {
        assert(!text.contains("<script>alert") && !text.contains("onclick=\"x()\""), page)
        assert(text.forall(c => c >= ' ' || c == '\n'), page)
        javax.xml.parsers.DocumentBuilderFactory.newInstance.newDocumentBuilder.parse(page.toFile)
      }
    }
  }
}
