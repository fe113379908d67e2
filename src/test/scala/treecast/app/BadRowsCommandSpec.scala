package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles

import java.nio.file.{Files, Path}

/** Rows that cannot be read, on the command line: told, in the report, and few or none. */
class BadRowsCommandSpec extends AnyFunSuite with Flowers {
  override protected def flowerRows: (Int, Int) = (60, 30)

  /** The flowers with a bad row among the training rows, and one among the test rows. */
  private def withBadRows(use: Path => Unit): Unit = IdxFiles.withEmptyFolder { folder =>
    for ((name, bad) <- Seq("train.csv" -> "1,tulip,lots,2,5", "test.csv" -> "1,2")) {
      val Seq(header, first, others @ _*) = Files.readString(flowers.resolve(name)).split("(?<=\n)").toSeq
      Files.writeString(folder.resolve(name), (Seq(header, first, s"$bad\r\n") ++ others).mkString)
    }
    use(folder)
  }

  private val few = sets("epochs=1", "network.hidden=[4]", "shards=2", "batch=10", "data.csv.label=kind")

  private def trained(data: Path, to: Path, settings: String*): Result =
    run(Seq("train", "--data", s"$data", "--out", s"$to", "--master", "local[1]") ++ few ++ sets(settings: _*): _*)

  private val bits = Seq("weightsSha256", "historySha256", "testAccuracy")

  test("they are left out with the bits of a table without them, told by train and evaluate, and named in the report") {
    withBadRows { data =>
      val Seq(run, clean) = Seq("run", "clean").map(data.resolve(_))
      val told = succeeded(trained(data, run, "data.badRows=0.05")).out
      succeeded(trained(flowers, clean))
      for (key <- bits) assert(summary(run).get(key) == summary(clean).get(key), key)
      val report = Files.readString(run.resolve("report.html"))
      val evaluated = succeeds("evaluate", s"$run", "--master", "local[1]")
      for (
        words <- Seq("bad rows left out: 1 training and 1 test rows", "train.csv: row 1, line 3: ", "test.csv: row 1")
      )
        for (text <- Seq(told, report, evaluated)) assert(text.contains(words))
    }
  }

  test("too many are refused with the first, and so is a setting that is none; nothing is written") {
    withBadRows { data =>
      val to = data.resolve("run")
      for (
        (setting, code, words) <- Seq(("fail", 3, "line 3"), ("0.001", 3, "data.badRows"), ("often", 2, "data.badRows"))
      ) {
        val refused = trained(data, to, s"data.badRows=$setting")
        assert(refused.code == code && refused.complaints.size == 1 && refused.err.contains(words), refused)
      }
      assert(!Files.exists(to))
    }
  }
}
