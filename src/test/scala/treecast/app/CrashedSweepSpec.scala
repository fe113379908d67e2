package treecast.app

import com.typesafe.config.Config
import org.scalatest.funsuite.AnyFunSuite
import treecast.config.{Configuration, PlanLayers, SweepSettings}
import treecast.config.PlanFormat
import treecast.testing.{Fault, FaultyFileSystem, FaultyProcess, LaggingStore, Slow, SmallDigits}
import treecast.workflow.{NewDirectory, SweepHistory, SweepRun}

import java.nio.file.Path
import scala.jdk.CollectionConverters._
import scala.util.Try

/** A fault at each call to the file system that a sweep makes: the same command again has the undisturbed trials. */
class CrashedSweepSpec extends AnyFunSuite with FaultyRuns with Sweeps {
  private val halving =
    Seq("network.hidden=[4]", "epochs=2", "batch=8", "trials=3", "shards=2", "data.trainRows=all") :+
      "sampler={name=halving,least=1,factor=2}"

  private def wanted(settings: Seq[String]): Config = {
    val layers = new PlanLayers(java.util.List.of(), settings.map(Configuration.parse(_)).asJava)
    val format = PlanFormat.newest
    layers.on(false).over(SweepSettings.on(format.sweep, false), format)
  }

  /** What the command `sweep` does, as a process of its own that may fail. */
  private def sweepAs(process: FaultyProcess, to: Path, extend: Boolean, more: String*): Try[Unit] =
    within(process) {
      NewDirectory.requireOrSweep(storage, "--out", faulty(to))
      val all = wanted(s"data.source=$folder" +: (halving ++ more))
      val run = SweepRun.of(storage, faulty(to), all, SweepSettings.of(all), "")
      run.run(sparkProvider, new SweepHistory.Accepted(extend, false), true)
      ()
    }

  private def again(to: Path, extend: Boolean, more: String*): Unit = {
    bury(to.resolve("ledger"))
    val sets = (halving ++ more).flatMap(Seq("--set", _))
    val flags = if (extend) Seq("--extend") else Nil
    val command = Seq("sweep", "--data", folder.toString, "--master", "local[2]", "--out", s"$to", "--quiet")
    val result = run(command ++ sets ++ flags: _*)
    assert(result.code == 0, result.err)
  }

  private def requireSameTrials(to: Path, calm: Path, how: String): Unit = {
    assert(recorded(to) == recorded(calm), how)
    assert(trials(to) == trials(calm), how)
    assert(records(to, "state-").map(_.getFileName) == records(calm, "state-").map(_.getFileName), how)
  }

  private def calm(runs: Path, name: String, more: String*): (Path, Int) = {
    val process = new FaultyProcess
    val ended = sweepAs(process, runs.resolve(name), extend = false, more: _*)
    assert(ended.isSuccess, ended)
    (runs.resolve(name), process.calls)
  }

  private def everyPoint(name: String, runs: Path, calls: Int => Boolean, before: Option[Path], more: String*)(
      whole: Path,
      faults: Seq[Fault] = Fault.all
  ): Tally = {
    val tally = new Tally(name)
    for (fault <- faults) {
      var (call, met) = (1, true)
      while (met) {
        if (calls(call)) {
          val to = runs.resolve(s"$fault-$call")
          before.foreach(copy(_, to))
          val process = new FaultyProcess(Fault.at(call, fault))
          val ended = sweepAs(process, to, before.isDefined, more: _*)
          met = process.calls >= call
          if (ended.isFailure) again(to, before.isDefined, more: _*)
          requireSameTrials(to, whole, s"$name: $fault at call $call ($ended)")
          if (met) tally.add(fault, if (ended.isSuccess) "ended by itself" else "again")
          SmallDigits.delete(to)
        }
        call += 1
      }
    }
    info(tally.toString)
    tally
  }

  test("a few calls of a sweep that begins") {
    withRuns { runs =>
      val (whole, calls) = calm(runs, "calm")
      info(s"$calls calls")
      // One call of each fault, and a second one where a sweep makes a few calls more, as its lease is renewed.
      val points =
        everyPoint("a sweep that begins", runs, call => call % (calls / 2 + 1) == calls / 2, None)(whole).points
      assert(points >= Fault.all.size)
    }
  }

  for (fault <- Fault.all) test(s"each call of a sweep that begins, and of one that is extended: $fault", Slow) {
    withRuns { runs =>
      val (whole, calls) = calm(runs, "calm")
      info(s"$calls calls")
      everyPoint("a sweep that begins", runs, _ => true, None)(whole, Seq(fault))
      val longer = runs.resolve("longer")
      copy(whole, longer)
      assert(sweepAs(new FaultyProcess, longer, extend = true, "trials=5").isSuccess)
      everyPoint("a sweep that is extended", runs, _ => true, Some(whole), "trials=5")(longer, Seq(fault))
    }
  }

  test("a ledger whose files are listed late, and found late, goes on with its plan") {
    withRuns { runs =>
      val (whole, calls) = calm(runs, "calm")
      for ((lag, part) <- Seq(1 -> 1, 2 -> 2, 3 -> 3)) {
        val to = runs.resolve(s"late-$lag-$part")
        FaultyFileSystem.store = new LaggingStore(lists = lag)
        assert(sweepAs(new FaultyProcess(Fault.at(calls * part / 4, Fault.Dies)), to, extend = false).isFailure)
        bury(to.resolve("ledger"))
        val ended = sweepAs(new FaultyProcess, to, extend = false)
        assert(ended.isSuccess, s"$lag $part: $ended")
        requireSameTrials(to, whole, s"late by $lag, dead at $part of 4")
      }
    }
  }
}
