package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.search.Lease
import treecast.testing.DefaultStorage.storage

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** `train --resume`: one command for a run that is new, interrupted or finished. */
class ResumeCommandSpec extends AnyFunSuite with ResumedRuns {
  private val settings =
    Seq("network.hidden=[8]", "network.dropout=0.1", "batch=60", "shards=3", "steps=24", "seed=5", "validation=0.2") ++
      Seq("earlyStopping.patience=4", "rate=0.02", "checkpoint={every=2 steps,keep=100}")

  private def resumed(run: Path, more: String*): Result = trainDigits(run, sets(settings ++ more: _*) :+ "--resume": _*)

  private val clock = Set("trainSeconds", "examplesPerSecond")

  /** What a run says, but for what depends on the clock. */
  private def told(run: Path): Map[String, String] =
    summary(run).properties.asScala
      .map(field => field.getKey -> field.getValue.toString)
      .filterNot { case (key, _) => clock(key) }
      .toMap

  /** What a run says that goes on from a checkpoint. */
  private def from(checkpoint: Option[Path]): String =
    checkpoint.fold("begins anew")(file => s"goes on from the checkpoint of step ${step(file)} (")

  /** What a run leaves that is killed before a step, while it writes its metrics. */
  private def interrupted(whole: Path, to: Path, before: Int): Path = {
    val metrics = interruptedCopy(whole, to, before - 1).resolve("metrics.jsonl")
    val text = Files.readString(metrics)
    Files.writeString(metrics, text.take(text.length * before / 24 - 7))
    to
  }

  private def requireSame(run: Path, whole: Path): Unit = {
    assert(told(run) == told(whole))
    requireSameRun(run, whole)
    report(run)
  }

  private def withWhole(use: (Path, Path) => Unit): Unit = withRuns { runs =>
    val whole = runs.resolve("whole")
    val result = resumed(whole)
    assert(result.code == 0 && result.err.isEmpty, result.err)
    use(runs, whole)
  }

  test("new, interrupted anywhere and finished: the same command ends with the bits of the undisturbed run") {
    withWhole { (runs, whole) =>
      val plain = runs.resolve("plain")
      assert(trainDigits(plain, sets(settings.init :+ "checkpoint=none": _*): _*).code == 0)
      assert(told(plain) == told(whole) && !Files.exists(plain.resolve("checkpoints")))

      for (before <- Seq(1, 3, 14, 25)) {
        val run = interrupted(whole, runs.resolve(s"before-$before"), before)
        val said = from(checkpoints(run).lastOption)
        val result = resumed(run)
        assert(result.code == 0 && result.err.isEmpty, result.err)
        assert(result.out.linesIterator.exists(line => line.startsWith(s"$run: ") && line.contains(said)), result.out)
        requireSame(run, whole)
      }

      val before = listing(whole)
      val again = resumed(whole)
      assert(again.code == 0 && again.err.isEmpty && again.out.contains(s"$whole: this run is finished"), again.out)
      assert(listing(whole) == before)
    }
  }

  test("a damaged newest checkpoint is named and passed over; so is each, and the training begins anew") {
    withWhole { (runs, whole) =>
      val run = interrupted(whole, runs.resolve("one"), 14)
      val (before, newest) = (checkpoints(run).init, checkpoints(run).last)
      Files.write(newest, Files.readAllBytes(newest).dropRight(100))
      val result = resumed(run)
      assert(result.code == 0 && result.complaints.size == 1 && result.err.contains(newest.toString), result.err)
      assert(result.out.contains(from(before.lastOption)), result.out)
      requireSame(run, whole)

      val all = interrupted(whole, runs.resolve("all"), 7)
      val damaged = checkpoints(all)
      for (file <- damaged) Files.write(file, new Array[Byte](10))
      val anew = resumed(all)
      assert(anew.code == 0 && anew.complaints.size == damaged.size && anew.out.contains("begins anew"), anew.err)
      requireSame(all, whole)
    }
  }

  test("a directory that is empty, or has part of a plan, begins a run") {
    withRuns { runs =>
      for (name <- Seq("empty", "part")) Files.createDirectories(runs.resolve(name))
      Files.writeString(runs.resolve("part/.plan.conf.part"), "seed")
      for (name <- Seq("empty", "part")) {
        val result = resumed(runs.resolve(name), "steps=2")
        assert(result.code == 0, result.err)
        assert(Files.exists(runs.resolve(name).resolve("summary.json")))
        assert(!Files.exists(runs.resolve(name).resolve(".plan.conf.part")))
      }
    }
  }

  test("another plan is refused with the difference; settings that change no bit may differ") {
    withWhole { (runs, whole) =>
      val run = interrupted(whole, runs.resolve("one"), 14)
      val before = listing(run)
      def refused(code: Int, to: Path, words: Seq[String], more: String*): Unit = {
        val result = resumed(to, more: _*)
        assert(result.code == code && result.complaints.size == 1, result.err + result.out)
        for (word <- words) assert(result.err.contains(word), result.err)
      }
      for (to <- Seq(run, whole))
        refused(2, to, Seq("--resume: expected the plan of", "rate is 0.02 there and 0.03 here"), "rate=0.03")
      refused(2, run, Seq("seed is 5 there and 6 here; steps is 24 there and 30 here"), "seed=6", "steps=30")
      refused(2, run, Seq("epochs is nothing there and 3 here; steps is 24 there and nothing here"), "epochs=3")
      refused(2, run, Seq("ensemble.members is 1 there and 2 here"), "ensemble.members=2")
      val text = Files.readString(run.resolve("plan.conf"))
      Files.writeString(run.resolve("plan.conf"), text.replaceFirst("300 training", "301 training"))
      refused(3, run, Seq("--resume: expected the data of", "301 training", "300 training"))
      Files.writeString(run.resolve("plan.conf"), text)
      assert(listing(run) == before)

      val result = resumed(run, "gemm=plain", "checkpoint=none")
      assert(result.code == 0, result.err)
      val differs = Set("gemm")
      assert(told(run).removedAll(differs) == told(whole).removedAll(differs))
    }
  }

  test("one process at a time works on a run: another is refused, and has changed nothing") {
    withWhole { (runs, whole) =>
      val run = interrupted(whole, runs.resolve("one"), 14)
      val lock = Lease.take(storage, run.toString, Lease.Timing.STANDARD)
      try {
        val before = listing(run).filterNot(_._1.contains("lease"))
        val refused = resumed(run)
        assert(refused.code == 1 && refused.complaints.size == 1, refused.err)
        assert(refused.err.contains("expected no other process at work on it, found one that is alive"), refused.err)
        assert(listing(run).filterNot(_._1.contains("lease")) == before)
      } finally lock.close()
      assert(resumed(run).code == 0)
      requireSame(run, whole)
      assert(!Files.exists(run.resolve("lease")))
    }
  }

  test("what is no run is refused, and --resume without a directory; without --resume a run says that it can go on") {
    withWhole { (runs, whole) =>
      refuses(2, train("--resume").filterNot(Set("--out", out)), Seq("--resume requires --out"))
      val other = runs.resolve("notes")
      Files.createDirectories(other)
      Files.writeString(other.resolve("notes.txt"), "mine")
      def at(path: Path, more: String*) =
        Seq("train", "--data", folder.toString, "--out", path.toString) ++ more ++ small
      refuses(2, at(other, "--resume"), Seq("--out: expected a run's directory, or one that does not exist yet"))
      refuses(2, at(other.resolve("notes.txt"), "--resume"), Seq("--out: expected a run's directory"))
      refuses(2, at(other), Seq("--out: expected a directory that does not exist yet", "(which exists)"))
      refuses(2, at(whole), Seq("(which exists)"))
      val run = interrupted(whole, runs.resolve("one"), 3)
      refuses(2, at(run), Seq("which holds an unfinished run: --resume goes on with it"))
    }
  }
}
