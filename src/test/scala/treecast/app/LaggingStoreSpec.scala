package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.{Fault, FaultyFileSystem, FaultyProcess, LaggingStore, Slow}

import java.nio.file.Path

/** Stores that list and find a file later than it was written: a run goes on, and has the undisturbed bits. */
class LaggingStoreSpec extends AnyFunSuite with FaultyRuns {

  /** Dies at some of the calls, and goes on by itself, both on a store that lags. */
  private def deaths(runs: Path, lists: Int, reads: Int, every: Int): Int = {
    FaultyFileSystem.store = new LaggingStore
    val (whole, counted) = (runs.resolve("whole"), new FaultyProcess)
    assert(train(counted, whole, resumes = false).isSuccess)
    var (points, call) = (0, 2)
    while (call < counted.calls) {
      val to = runs.resolve(s"late-$lists-$reads-$call")
      FaultyFileSystem.store = new LaggingStore(lists, reads)
      val process = new FaultyProcess(Fault.at(call, Fault.Dies))
      val first = train(process, to, resumes = false)
      if (first.isFailure || process.isDead) {
        bury(to)
        // What a scheduler repeats: a file that is not found yet may refuse it, and changes nothing.
        val ends = Iterator.continually(train(new FaultyProcess, to, resumes = true)).take(reads + 1).toSeq
        assert(ends.exists(_.isSuccess), s"$lists $reads $call: $ends")
      }
      requireSame(to, whole, s"lists late by $lists, reads by $reads, dead at $call")
      points += 1
      call += every
    }
    points
  }

  test("files are listed late, and found late") {
    withRuns { runs =>
      val points = deaths(runs.resolve("lists"), lists = 2, reads = 0, every = 70) +
        deaths(runs.resolve("reads"), lists = 1, reads = 1, every = 70)
      info(s"$points points")
    }
  }

  test("files are listed and found late: death at every call, and each lag to 3", Slow) {
    withRuns { runs =>
      for (lists <- 0 to 3; reads <- 0 to 2 if lists + reads > 0) {
        val points = deaths(runs.resolve(s"$lists-$reads"), lists, reads, every = 3)
        info(s"listed late by $lists, found late by $reads: $points points")
      }
    }
  }
}
