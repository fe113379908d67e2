package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles

/** Text files and settings of data that cannot be used: one line, the right code, whichever command reads them. */
class BadTablesSpec extends AnyFunSuite with CommandLine {
  private val good = (0 until 20).map(row => s"$row,${row % 7},${row % 2}\n").mkString

  private def refusesData(name: String, files: => Map[String, String], words: String*): Unit =
    test(s"bad data: $name") {
      IdxFiles.withFolder(files.map { case (file, text) => file -> text.getBytes("UTF-8") }) { data =>
        val all = Seq("expected", "found") ++ words
        refuses(3, Seq("train", "--data", data.toString, "--out", out) ++ small, all)
        refuses(3, Seq("train", "--dry-run", "--data", s"file:$data") ++ small, all)
        refuses(3, Seq("gradient-check", "--data", data.toString) ++ small, all)
        refuses(3, Seq("data", "describe", "--data", data.toString), all)
        refuses(3, Seq("data", "export", "--data", data.toString, "--to", out), all)
      }
    }

  refusesData("no training rows", Map("test.csv" -> good), "train rows", "train.csv", "test rows only")
  refusesData("an empty file", Map("train.csv" -> "", "test.csv" -> good), "train.csv", "empty")
  refusesData(
    "no number",
    Map("train.csv" -> good, "test.csv" -> (good + "1,x,1\n")),
    "test.csv",
    "row 20, line 21",
    "'x'"
  )
  refusesData("a field too few", Map("train.csv" -> (good + "1,1\n"), "test.csv" -> good), "row 20", "3 fields")
  refusesData("a label too many", Map("train.csv" -> good, "test.csv" -> "1,2,3\n"), "row 0", "from 0 to 1", "found 3")
  refusesData("two formats", Map("train.csv" -> good, "train.svm" -> "1 1:1\n"), "CSV and LIBSVM", "data.format")
  refusesData("LIBSVM out of order", Map("train.svm" -> "1 2:1 1:1\n", "test.svm" -> ""), "train.svm", "row 0, line 1")

  for (
    (assignment, words) <- Seq(
      "data.format=xml" -> Seq("idx", "csv", "libsvm"),
      "data.classes=1" -> Seq("whole number"),
      "data.firstLabel=256" -> Seq("whole number"),
      "data.firstLabel=first" -> Seq("whole number"),
      "data.classNames=[a]" -> Seq("different names"),
      "data.classNames=[a, a]" -> Seq("different names"),
      "data.classNames=\"a, b\"" -> Seq("list"),
      "data.scaling=minmax" -> Seq("none", "unit", "standard"),
      "data.shape=[28, 28]" -> Seq("channels, height, width"),
      "data.shape=[0, 28, 28]" -> Seq("1 or more"),
      "data.shape=[65536, 65536, 1]" -> Seq("channels, height, width"),
      "data.csv.separator=ab" -> Seq("ASCII"),
      "data.csv.separator=\"\\\"\"" -> Seq("ASCII"),
      "data.csv.header=maybe" -> Seq("true", "false"),
      "data.csv=comma" -> Seq("{ }"),
      "data.csv.labels=kind" -> Seq("data.csv.label"),
      "data.libsvm.features=0" -> Seq("whole number")
    )
  )
    test(s"--set $assignment") {
      val all = Seq(assignment.takeWhile(_ != '='), "expected", "found") ++ words
      for (command <- Seq(Seq("train", "--dry-run"), Seq("data", "describe"), Seq("data", "export", "--to", out)))
        refuses(2, command ++ Seq("--data", folder.toString, "--set", assignment), all)
    }

  test("names of another number than the classes") {
    refuses(
      2,
      Seq("data", "describe", "--data", folder.toString, "--set", "data.classNames=[a,b]", "--classes", "3"),
      Seq("data.classNames", "each of the 3 classes")
    )
  }
}
