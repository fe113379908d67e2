package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.{Fault, FaultyProcess, Slow}

import java.nio.file.Path

/** Disks that are full, and file systems that are away, for half a minute or for good; nobody waits here. */
class FullDiskSpec extends AnyFunSuite with FaultyRuns {
  private val block = 4096

  private def calm(runs: Path): (Path, FaultyProcess) = {
    val process = new FaultyProcess
    assert(train(process, runs.resolve("calm"), resumes = false).isSuccess)
    (runs.resolve("calm"), process)
  }

  /** A disk that is full behind a number of bytes, until so much time was waited for. */
  private def fullUntil(bytes: Long, seconds: Double): FaultyProcess = {
    val until = waited + seconds
    new FaultyProcess(room = () => if (waited < until) bytes else Long.MaxValue)
  }

  private def full(runs: Path, every: Int): Unit = {
    val (whole, process) = calm(runs)
    var points = 0
    for (bytes <- 0L to process.written by (every * block).toLong) {
      val briefly = runs.resolve(s"briefly-$bytes")
      val ended = train(fullUntil(bytes, 30), briefly, resumes = false)
      // Only the lease of a run that begins is not waited for.
      if (ended.isFailure) {
        assert(bytes == 0, ended)
        resume(briefly)
      }
      requireSame(briefly, whole, s"full at $bytes for half a minute")

      val forGood = runs.resolve(s"for-good-$bytes")
      assert(train(fullUntil(bytes, 1e9), forGood, resumes = false).isFailure, bytes)
      resume(forGood)
      requireSame(forGood, whole, s"full at $bytes")
      points += 2
    }
    info(s"${process.written} bytes, $points points")
  }

  test("a disk that is full at some boundaries of 4 KiB") {
    withRuns(runs => full(runs, every = 40))
  }

  test("a disk that is full at each boundary of 4 KiB", Slow) {
    withRuns(runs => full(runs, every = 1))
  }

  test("a file system that is away for most of a minute ends no training, and is told once for each place") {
    withRuns { runs =>
      val (whole, process) = calm(runs)
      for (part <- Seq(2, 5)) {
        val to = runs.resolve(s"away-$part")
        val from = process.calls * part / 8
        var back = Double.PositiveInfinity
        told.clear()
        val away = new FaultyProcess(call => {
          if (call == from) back = waited + 50
          if (call >= from && waited < back) Fault.Fails else Fault.None
        })
        val ended = train(away, to, resumes = false)
        assert(ended.isSuccess, s"$part: $ended")
        requireSame(to, whole, s"away from call $from on")
        assert(away.calls > from, "it ended before the file system went away")
        assert(told.nonEmpty && told.distinct.size == told.size && told.forall(_.linesIterator.size == 1), told)
        info(s"$part of 8: ${told.size} lines")
      }
    }
  }
}
