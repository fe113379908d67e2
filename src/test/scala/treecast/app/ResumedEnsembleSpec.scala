package treecast.app

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.{Files, Path}

/** `train --resume` of an ensemble. */
class ResumedEnsembleSpec extends AnyFunSuite with DigitRuns {
  private val three =
    Seq("network.hidden=[8]", "network.dropout=0.1", "batch=60", "shards=3", "steps=24", "seed=5", "validation=0.2") ++
      Seq("rate=0.02", "ensemble.members=3", "checkpoint={every=4 steps,keep=100}")

  private def resumed(to: Path, more: String*): Result = on("local[2]", to, more: _*)

  private def on(master: String, to: Path, more: String*): Result =
    run(
      Seq("train", "--data", digits.toString, "--master", master, "--out", to.toString, "--resume") ++
        Seq("--conf", s"spark.executor.extraClassPath=${System.getProperty("treecast.classes")}") ++
        three.flatMap(Seq("--set", _)) ++ more: _*
    )

  private def checkpoints(member: Path): Seq[Int] =
    member
      .resolve("checkpoints")
      .toFile
      .list
      .toSeq
      .filter(_.endsWith(".sha256"))
      .map(_.filter(_.isDigit).dropRight(3).toInt)

  /** What an ensemble leaves that is killed: members that are finished, under way, and not begun. */
  private def interrupted(whole: Path, to: Path): Path = {
    for (name <- Seq("plan.conf", "metrics.jsonl")) {
      Files.createDirectories(to)
      Files.copy(whole.resolve(name), to.resolve(name))
    }
    for ((member, last) <- Seq("member-1" -> 24, "member-2" -> 10)) {
      val folder = Files.createDirectories(to.resolve(member).resolve("checkpoints"))
      for (file <- whole.resolve(member).resolve("checkpoints").toFile.listFiles)
        if (file.getName.slice(5, 14).toInt <= last) Files.copy(file.toPath, folder.resolve(file.getName))
    }
    to
  }

  private def requireSame(run: Path, whole: Path): Unit = {
    for (key <- Seq("weightsSha256", "historySha256", "testAccuracy", "validationAccuracy", "member2TestAccuracy"))
      assert(summary(run).get(key) == summary(whole).get(key), key)
    val files = Seq("metrics.jsonl", "plan.conf", "ensemble.json")
    for (
      file <- files ++ (1 to 3)
        .flatMap(i => Seq("metrics.jsonl", "plan.conf", "model.safetensors").map(name => s"member-$i/$name"))
    )
      assert(Files.mismatch(run.resolve(file), whole.resolve(file)) == -1, file)
  }

  test("each member goes on from its newest checkpoint, packed or in turn, with the bits of the undisturbed ensemble") {
    withRuns { runs =>
      val whole = runs.resolve("whole")
      val result = resumed(whole)
      assert(result.code == 0 && result.err.isEmpty, result.err)
      for (member <- 1 to 3) assert(checkpoints(whole.resolve(s"member-$member")).contains(24))
      for ((master, way) <- Seq("local[2]" -> Nil, "local[2]" -> Seq("--in-turn"), "local-cluster[2,1,1024]" -> Nil)) {
        val run = interrupted(whole, runs.resolve((master +: way).mkString.replaceAll("\\W", "")))
        val ended = on(master, run, way: _*)
        assert(ended.code == 0 && ended.err.isEmpty, ended.err)
        requireSame(run, whole)
        // The finished one has taken no step again, the one under way those behind its checkpoint.
        assert(checkpoints(run.resolve("member-1")).sorted == checkpoints(whole.resolve("member-1")).sorted)
        assert(Files.exists(run.resolve("member-3/checkpoints/step-000000024.sha256")))
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
