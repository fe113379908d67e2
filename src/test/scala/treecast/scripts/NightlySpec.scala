package treecast.scripts

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.{SmallDigits, Waiting}

import java.nio.file.attribute.PosixFilePermissions
import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit
import scala.jdk.CollectionConverters._

/** The wrapper that every schedule runs, around something that stands in for treecast. */
class NightlySpec extends AnyFunSuite with Waiting {
  private def withWrapper(use: Path => Unit): Unit = {
    val home = Files.createTempDirectory("treecast-nightly")
    try {
      Files.createDirectories(home.resolve("scripts/schedule"))
      Files.copy(Path.of("scripts/schedule/nightly"), home.resolve("scripts/schedule/nightly"))
      script(
        home.resolve("scripts/treecast"),
        s"""#!/usr/bin/env bash
           |echo "$$*" >> $home/calls
           |while [[ $$# -gt 0 ]]; do if [[ $$1 == --out ]]; then mkdir -p "$$2/ledger"; fi; shift; done
           |if [[ -f $home/wait ]]; then touch $home/waiting; while [[ -f $home/wait ]]; do sleep 0.05; done; fi
           |exit "$$(cat $home/code)"
           |""".stripMargin
      )
      Files.writeString(home.resolve("code"), "0")
      use(home)
    } finally SmallDigits.delete(home)
  }

  private def script(path: Path, text: String): Unit = {
    Files.writeString(path, text)
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"))
  }

  private def start(home: Path, night: String, limit: Int = 600): Process = {
    val builder =
      new ProcessBuilder(home.resolve("scripts/schedule/nightly").toString, "conf/sweep.conf", "--set", "trials=3")
    builder.environment.putAll(
      Map(
        "TREECAST_NIGHT" -> night,
        "TREECAST_NIGHTLY" -> home.resolve("nights").toString,
        "TREECAST_LIMIT" -> s"$limit",
        "TREECAST_LOGS" -> "4"
      ).asJava
    )
    builder.redirectErrorStream(true).redirectOutput(home.resolve("output").toFile).start()
  }

  private def run(home: Path, night: String, limit: Int = 600): Int = {
    exitCode(start(home, night, limit))
  }

  private def lastGood(home: Path): String =
    Files.readSymbolicLink(home.resolve("nights/last-good")).toString

  private def calls(home: Path): Seq[String] = Files.readAllLines(home.resolve("calls")).asScala.toSeq

  test(
    "five nights: a good one, a late one that overlaps the next, one killed half-way, one without data, a good one"
  ) {
    withWrapper { home =>
      assert(run(home, "1-monday") == 0 && lastGood(home) == "1-monday")
      assert(calls(home) == Seq(s"sweep conf/sweep.conf --out $home/nights/1-monday --set trials=3"))

      Files.writeString(home.resolve("wait"), "")
      val late = start(home, "2-tuesday")
      awaitFile(home.resolve("waiting"))
      assert(run(home, "3-wednesday") == 75 && !Files.exists(home.resolve("nights/3-wednesday")))
      Files.delete(home.resolve("wait"))
      assert(exitCode(late) == 0 && lastGood(home) == "2-tuesday")
      assert(calls(home).last.endsWith(s"--out $home/nights/2-tuesday --since $home/nights/1-monday --set trials=3"))

      Files.delete(home.resolve("waiting"))
      Files.writeString(home.resolve("wait"), "")
      val killed = start(home, "4-thursday")
      awaitFile(home.resolve("waiting"))
      val below = killed.descendants.iterator.asScala.toSeq
      kill(killed)
      // Whatever it had started ends with it.
      below.foreach(_.onExit.get(60, TimeUnit.SECONDS))
      assert(lastGood(home) == "2-tuesday")
      Files.delete(home.resolve("wait"))
      assert(run(home, "4-thursday") == 0 && lastGood(home) == "4-thursday")
      assert(calls(home).takeRight(2).distinct.size == 1, "it goes on with what it began with")

      Files.writeString(home.resolve("code"), "3")
      assert(run(home, "5-friday") == 3 && lastGood(home) == "4-thursday")
      Files.writeString(home.resolve("code"), "0")
      assert(run(home, "5-friday") == 0 && lastGood(home) == "5-friday")
      for (night <- Seq("1-monday", "2-tuesday", "4-thursday", "5-friday"))
        assert(Files.isDirectory(home.resolve(s"nights/$night/ledger")))
    }
  }

  test("a last good night that has been removed is no obstacle") {
    withWrapper { home =>
      assert(run(home, "1") == 0)
      SmallDigits.delete(home.resolve("nights/1"))
      assert(run(home, "2") == 0 && !calls(home).last.contains("--since"))
      assert(Files.readString(home.resolve("nights/logs/2.log")).contains("is gone"))
      assert(run(home, "3") == 0 && calls(home).last.contains("--since"))
    }
  }

  test("a night that takes too long ends, with 124; the oldest logs go") {
    withWrapper { home =>
      Files.writeString(home.resolve("wait"), "")
      assert(run(home, "0", limit = 1) == 124 && !Files.exists(home.resolve("nights/last-good")))
      Files.delete(home.resolve("wait"))
      for (night <- 1 to 6) assert(run(home, s"$night") == 0)
      assert(home.resolve("nights/logs").toFile.list.toSet == (3 to 6).map(night => s"$night.log").toSet)
    }
  }
}
