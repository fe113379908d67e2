package treecast.app

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.attribute.FileTime
import java.nio.file.{Files, Path}

/** `train --resume` of an ensemble. */
class ResumedEnsembleSpec extends AnyFunSuite with ResumedRuns {
  private val three =
    Seq("network.hidden=[8]", "network.dropout=0.1", "batch=60", "shards=3", "steps=24", "seed=5", "validation=0.2") ++
      Seq("rate=0.02", "ensemble.members=3", "checkpoint={every=4 steps,keep=100}")

  private val members = Seq("member-1", "member-2", "member-3")

  private def resumed(to: Path, more: String*): Result = on("local[2]", to, more: _*)

  private def on(master: String, to: Path, more: String*): Result =
    run(
      Seq("train", "--data", digits.toString, "--master", master, "--out", to.toString, "--resume") ++
        Seq("--conf", s"spark.executor.extraClassPath=${System.getProperty("treecast.classes")}") ++
        sets(three: _*) ++ more: _*
    )

  private val longAgo = FileTime.fromMillis(1_000_000_000_000L)

  private def files(member: Path): Seq[Path] = member.resolve("checkpoints").toFile.listFiles.map(_.toPath).toSeq

  /** The steps of the checkpoints that a member has written since [[interrupted]]. */
  private def written(member: Path): Set[Int] =
    files(member).filter(Files.getLastModifiedTime(_) != longAgo).map(step).toSet

  /** What an ensemble leaves that is killed: members that are finished, under way, and not begun. */
  private def interrupted(whole: Path, to: Path): Path = {
    Files.createDirectories(to)
    for (name <- Seq("plan.conf", "metrics.jsonl")) Files.copy(whole.resolve(name), to.resolve(name))
    for ((member, last) <- Seq("member-1" -> 24, "member-2" -> 10)) {
      copyCheckpoints(whole.resolve(member), to.resolve(member), last)
      files(to.resolve(member)).foreach(Files.setLastModifiedTime(_, longAgo))
    }
    to
  }

  private def requireSame(run: Path, whole: Path): Unit = {
    requireSameRun(run, whole, Seq("metrics.jsonl", "plan.conf", "ensemble.json"))
    assert(summary(run).get("member2TestAccuracy") == summary(whole).get("member2TestAccuracy"))
    for (member <- members) requireSameRun(run.resolve(member), whole.resolve(member))
  }

  test("each member goes on from its newest checkpoint, packed or in turn, with the bits of the undisturbed ensemble") {
    withRuns { runs =>
      val whole = runs.resolve("whole")
      val result = resumed(whole)
      assert(result.code == 0 && result.err.isEmpty, result.err)
      for (member <- members) assert(checkpoints(whole.resolve(member)).map(step).contains(24))
      for ((master, way) <- Seq("local[2]" -> Nil, "local[2]" -> Seq("--in-turn"), "local-cluster[2,1,1024]" -> Nil)) {
        val run = interrupted(whole, runs.resolve((master +: way).mkString.replaceAll("\\W", "")))
        val newest = members.map(member => checkpoints(run.resolve(member)).lastOption.fold(0)(step))
        val ended = on(master, run, way: _*)
        assert(ended.code == 0 && ended.err.isEmpty, ended.err)
        requireSame(run, whole)
        // The finished one has taken no step again, the others those behind their checkpoints alone. What trains in
        // executors has its last checkpoint written when it is back.
        assert(newest.head == 24 && newest(1) > 0)
        if (master == "local[2]") assert(written(run.resolve("member-1")).isEmpty)
        for ((member, from) <- members.zip(newest).tail)
          assert(written(run.resolve(member)).max == 24 && written(run.resolve(member)).min > from, member)
      }
      val before = listing(whole)
      assert(resumed(whole).out.contains("this run is finished") && listing(whole) == before)
    }
  }

  test("a damaged checkpoint of a member is named and passed over") {
    withRuns { runs =>
      val whole = runs.resolve("whole")
      assert(resumed(whole).code == 0)
      val run = interrupted(whole, runs.resolve("run"))
      val damaged = run.resolve("member-1/checkpoints/step-000000024.safetensors")
      Files.write(damaged, Files.readAllBytes(damaged).dropRight(9))
      val ended = resumed(run)
      assert(ended.code == 0 && ended.complaints.size == 1 && ended.err.contains(damaged.toString), ended.err)
      requireSame(run, whole)
    }
  }
}
