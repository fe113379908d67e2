package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles
import treecast.testing.{SmallDigits, SmallTables}

import java.nio.file.{Files, Path}
import java.util.zip.GZIPOutputStream
import scala.util.Using

/** The rows of a sweep: they are known by their content, wherever they lie. */
class SweptRowsSpec extends AnyFunSuite with Sweeps with Flowers {
  override protected def flowerRows: (Int, Int) = (60, 30)

  private def search(to: Path, data: Any, flags: String*): Result = {
    val few = sets("trials=2", "epochs=1", "data.csv.label=kind", "network.hidden=[4]", "validation=0.2")
    run(Seq("sweep", "--data", s"$data", "--out", s"$to", "--master", "local[2]", "--quiet") ++ few ++ flags: _*)
  }

  /** The same rows under another name, in another number of files, compressed. */
  private def elsewhere(folder: Path): Path = {
    val lines = Files.readString(flowers.resolve("train.csv")).linesIterator.toSeq
    val parts = Files.createDirectories(folder.resolve("train"))
    for ((rows, i) <- lines.tail.grouped(25).zipWithIndex)
      Using.resource(new GZIPOutputStream(Files.newOutputStream(parts.resolve(s"part-0000$i.csv.gz")))) { out =>
        out.write((lines.head +: rows).mkString("\n").getBytes("UTF-8"))
      }
    Files.copy(flowers.resolve("test.csv"), folder.resolve("test.csv"))
    folder
  }

  test("the same rows in other files go on; other rows are refused, or all trials are run again on them") {
    IdxFiles.withEmptyFolder { runs =>
      val (sweep, copy) = (runs.resolve("sweep"), elsewhere(runs.resolve("copy")))
      succeeded(search(sweep, flowers))
      val before = recorded(sweep)
      succeeded(search(sweep, copy))
      succeeded(search(sweep, s"file:${flowers.toAbsolutePath}"))
      assert(recorded(sweep) == before)

      val test = copy.resolve("test.csv")
      Files.writeString(test, Files.readString(test).replaceFirst("\"tulip\"", "\"lily, white\""))
      for (flags <- Seq(Nil, Seq("--extend"))) {
        val refused = search(sweep, copy, flags: _*)
        assert(refused.code == 3 && refused.complaints.size == 1, refused)
        for (word <- Seq("rows that its results were measured on", "--data-changed")) assert(refused.err.contains(word))
      }
      assert(recorded(sweep) == before)
      succeeded(search(sweep, copy, "--data-changed"))
      assert(numbers(sweep).sorted == Seq(3, 4))
      succeeded(search(sweep, copy, "--extend", "--set", "space.rate={log-uniform=[1e-7,1e-1]}"))
      assert(!numbers(sweep).exists(Seq(1, 2).contains), "what was measured on other rows does not count")
    }
  }

  test("on other rows a sweep may be extended as well: its trials, or its ranges, are the new ones from then on") {
    IdxFiles.withEmptyFolder { runs =>
      val other = SmallTables.folder(trainRows = 50, testRows = 30)
      try
        for ((name, setting, trials) <- Seq(("more", "trials=3", 3), ("wider", "space.rate=[0.5,0.25]", 2))) {
          val sweep = runs.resolve(name)
          succeeded(search(sweep, flowers))
          for (flag <- Seq("--extend", "--data-changed"))
            assert(search(sweep, other, Seq(flag, "--set", setting): _*).code != 0, flag)
          succeeded(search(sweep, other, "--data-changed", "--extend", "--set", setting))
          assert(numbers(sweep).sorted == (3 to 2 + trials))
          if (name == "wider") assert(this.trials(sweep).map(_("rate").toDouble).toSet.subsetOf(Set(0.5, 0.25)))
          val before = recorded(sweep)
          succeeded(search(sweep, other, "--set", setting))
          assert(recorded(sweep) == before, "the same command without the options finds its plan")
        }
      finally SmallDigits.delete(other)
    }
  }

  test("promote finds the rows from any directory, and refuses others") {
    IdxFiles.withEmptyFolder { runs =>
      val (sweep, copy) = (runs.resolve("sweep"), elsewhere(runs.resolve("copy")))
      val here = Path.of("").toAbsolutePath
      succeeded(search(sweep, here.relativize(copy)))
      val Seq(plan) = records(sweep, "plan-")
      val text = Files.readString(plan)
      assert(text.contains(s"file:$copy") && text.contains("rowsSha256"), text)
      val promote = Seq("promote", s"$sweep", "--master", "local[2]")
      succeeds(promote: _*)
      val part = copy.resolve("train/part-00001.csv.gz")
      Files.copy(copy.resolve("train/part-00000.csv.gz"), part, java.nio.file.StandardCopyOption.REPLACE_EXISTING)
      val refused = run(promote: _*)
      assert(refused.code == 3 && refused.err.contains("found other rows"), refused)
    }
  }
}
