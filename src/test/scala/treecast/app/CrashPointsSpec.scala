package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.{Fault, FaultyFileSystem, FaultyProcess, Slow, SmallDigits}

import java.nio.file.{Files, Path}

/** A fault at each call to the file system that a run makes: `train --resume` ends with the undisturbed bits. */
class CrashPointsSpec extends AnyFunSuite with FaultyRuns {
  private def calm(runs: Path, more: String*): (Path, Int) = {
    val process = new FaultyProcess
    val to = runs.resolve("calm")
    val ended = train(process, to, resumes = false, more: _*)
    assert(ended.isSuccess, ended)
    (to, process.calls)
  }

  /** Runs with each of these faults at some of the calls, and then again without; what came of it.
    *
    * @param before
    *   what the directory holds at first
    * @param misses
    *   number of calls in a row that no run comes to, behind the last: runs differ in their calls, as a checkpoint that
    *   is due while another is written is left out
    */
  private def everyPoint(name: String, runs: Path, calls: Int => Boolean, before: Option[Path], more: String*)(
      whole: Path,
      faults: Seq[Fault] = Fault.all,
      misses: Int = 1
  ): Tally = {
    val tally = new Tally(name)
    for (fault <- faults) {
      var (call, missed) = (1, 0)
      while (missed < misses) {
        if (calls(call)) {
          val to = runs.resolve(s"$fault-$call")
          before.foreach(copy(_, to))
          val process = new FaultyProcess(Fault.at(call, fault))
          val ended = train(process, to, before.isDefined, more: _*)
          val met = process.calls >= call
          missed = if (met) 0 else missed + 1
          val resumes = ended.isFailure || process.isDead
          if (resumes) resume(to, more: _*)
          requireSame(to, whole, s"$name: $fault at call $call ($ended)")
          if (met) tally.add(fault, if (resumes) "resumed" else "ended by itself")
          SmallDigits.delete(to)
        }
        call += 1
      }
    }
    info(tally.toString)
    tally
  }

  /** A run that died at a call. */
  private def dead(runs: Path, call: Int, more: String*): Path = {
    val to = runs.resolve("dead")
    assert(train(new FaultyProcess(Fault.at(call, Fault.Dies)), to, resumes = false, more: _*).isFailure)
    bury(to)
    to
  }

  private val misses = 5

  test("a few calls of a run that begins") {
    withRuns { runs =>
      val (whole, calls) = calm(runs)
      info(s"$calls calls")
      val tally = everyPoint("a run that begins", runs, call => call % (calls / 2) == 9, None)(whole)
      assert(tally.points >= 8)
    }
  }

  test("a run whose plan was just being replaced, where that takes a deletion, goes on") {
    withRuns { runs =>
      val (whole, calls) = calm(runs)
      val to = dead(runs, calls * 2 / 3)
      Files.move(to.resolve("plan.conf"), to.resolve(".plan.conf.part"))
      resume(to)
      requireSame(to, whole, "a plan under its temporary name")
    }
  }

  for (fault <- Fault.all; replaces <- Seq(true, false))
    test(s"each call of a run that begins, and of one that goes on: $fault; renames replace files: $replaces", Slow) {
      withRuns { runs =>
        FaultyFileSystem.replaces = replaces
        val (whole, calls) = calm(runs)
        info(s"$calls calls")
        assert(everyPoint("a run that begins", runs, _ => true, None)(whole, Seq(fault), misses).points > 50)
        everyPoint("a run that goes on", runs, _ => true, Some(dead(runs, calls / 2)))(whole, Seq(fault), misses)
      }
    }

  for (fault <- Fault.all)
    test(s"each call of an ensemble that begins, and of one that goes on: $fault", Slow) {
      withRuns { runs =>
        val members = "ensemble.members=2"
        val (whole, calls) = calm(runs, members)
        info(s"$calls calls")
        val begins = everyPoint("an ensemble that begins", runs, _ => true, None, members)(whole, Seq(fault), misses)
        assert(begins.points > 100)
        val half = Some(dead(runs, calls / 2, members))
        everyPoint("an ensemble that goes on", runs, _ => true, half, members)(whole, Seq(fault), misses)
      }
    }

  test("each call of a run that goes on for more steps, where no rename replaces a file", Slow) {
    withRuns { runs =>
      FaultyFileSystem.replaces = false
      val (shorter, _) = calm(runs)
      val longer = runs.resolve("longer")
      assert(train(new FaultyProcess, longer, resumes = false, "steps=20").isSuccess)
      everyPoint("a run that goes on for more steps", runs, _ => true, Some(shorter), "steps=20")(
        longer,
        misses = misses
      )
    }
  }
}
