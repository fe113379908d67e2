package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles
import treecast.testing.SmallDigits

import java.nio.file.{Files, Path}

/** What becomes of a sweep's winner. */
class PromoteCommandSpec extends AnyFunSuite with Sweeps with ResumedRuns {
  test("test rows have no part in a sweep; promote looks at them once, and counts") {
    IdxFiles.withEmptyFolder { runs =>
      val Seq(one, other) = Seq("one", "other").map(runs.resolve)
      assert(sweep(one).code == 0)
      val images = digits.resolve("t10k-images-idx3-ubyte")
      val kept = Files.readAllBytes(images)
      try {
        Files.write(images, kept.take(16) ++ new Array[Byte](kept.length - 16))
        assert(sweep(other).code == 0)
      } finally Files.write(images, kept)
      assert(recorded(one) == recorded(other))
      promotes(one, runs)
    }
  }

  private def promotes(to: Path, runs: Path): Unit = {
    for ((times, name) <- Seq("once" -> "promoted-1", "2 times" -> "promoted-2")) {
      val promoted = run("promote", to.toString, "--master", "local[2]")
      assert(promoted.code == 0 && promoted.out.contains(s"evaluated $times"), promoted.err + promoted.out)
      val run_ = to.resolve(name)
      val summary_ = summary(run_)
      assert(metrics(run_).forall(!_.has("testAccuracy")))
      val recorded = Seq("treecastVersion", "sparkVersion", "javaVersion", "master", "gemm", "steps", "historySha256")
      assert(recorded.forall(summary_.has), summary_)
      val report = Files.readString(run_.resolve("report.html"))
      assert(Seq("Test rows by class", "Time of a step", "Settings").forall(report.contains))
      assert("[>\\s]NaN[<\\s,.]".r.findFirstIn(report).isEmpty)
      val evaluated = run("evaluate", run_.toString, "--data", digits.toString, "--master", "local[1]")
      assert(evaluated.out.contains(f"test accuracy ${summary_.get("testAccuracy").asDouble}%.4f"), evaluated.out)
    }
    assert(records(to, "look-").size == 2)
    val best = trials(to).head
    val plan = Files.readString(to.resolve("promoted-1").resolve("plan.conf"))
    assert(plan.contains(best("rate")) && plan.contains("validation=0"), plan)
    Files.delete(records(to).head)
    val early = run("promote", to.toString)
    assert(early.code == 3 && early.complaints.size == 1 && early.err.contains("complete"), early.err)
  }

  test("a promotion that was killed is no obstacle to the next") {
    IdxFiles.withEmptyFolder { runs =>
      val to = runs.resolve("sweep")
      assert(sweep(to).code == 0)
      Files.createDirectory(to.resolve("promoted-1"))
      val promoted = run("promote", to.toString, "--master", "local[1]")
      assert(promoted.code == 0 && promoted.out.contains("evaluated once"), promoted.err)
      assert(Files.exists(to.resolve("promoted-2").resolve("summary.json")))
    }
  }

  test("an interrupted promotion goes on from its checkpoint, and the same command does nothing once it is finished") {
    IdxFiles.withEmptyFolder { runs =>
      val to = runs.resolve("sweep")
      assert(sweep(to, "checkpoint={every=1 step,keep=100}").code == 0)
      def promote() = run("promote", to.toString, "--master", "local[2]", "--resume")
      assert(promote().code == 0)
      val (whole, cut) = (runs.resolve("whole"), to.resolve("promoted-1"))
      Files.move(cut, whole)
      interruptedCopy(whole, cut, 6)
      val resumed = promote()
      assert(
        resumed.code == 0 && resumed.out.contains("goes on from the checkpoint of step "),
        resumed.out + resumed.err
      )
      requireSameRun(cut, whole)
      val before = listing(cut)
      val again = promote()
      assert(again.code == 0 && again.out.contains("promoted-1: this run is finished") && listing(cut) == before)
      assert(!Files.exists(to.resolve("promoted-2")))
    }
  }

  test("only the data of the sweep are promoted on") {
    IdxFiles.withEmptyFolder { runs =>
      val to = runs.resolve("sweep")
      assert(sweep(to, "data.trainRows=100").code == 0)
      val other = SmallDigits.folder(trainRows = 300, testRows = 50)
      val files = IdxFiles.Names.map(digits.resolve)
      val kept = files.map(Files.readAllBytes)
      try {
        files.foreach(file => Files.write(file, Files.readAllBytes(other.resolve(file.getFileName))))
        val refused = run("promote", to.toString, "--master", "local[1]")
        assert(refused.code == 3 && refused.complaints.size == 1, refused.err)
        assert(refused.err.contains("expected the data of the sweep"), refused.err)
        assert(records(to, "look-").isEmpty && to.toFile.list.forall(!_.startsWith("promoted")))
      } finally {
        files.zip(kept).foreach { case (file, bytes) => Files.write(file, bytes) }
        SmallDigits.delete(other)
      }
    }
  }
}
