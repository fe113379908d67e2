package treecast.training

import org.scalatest.concurrent.{Signaler, ThreadSignaler, TimeLimits}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Seconds, Span}
import treecast.testing.Waiting

import java.io.IOException
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch, CyclicBarrier, TimeUnit}
import scala.jdk.CollectionConverters._
import scala.util.Using

/** Threads that share the parts of a sum: each part once, nothing left behind by a failure, an interruption or the end.
  */
class ShardThreadsSpec extends AnyFunSuite with TimeLimits with Waiting {
  private implicit val signaler: Signaler = ThreadSignaler

  /** Folds parts with a function, and returns who folded which. */
  private def fold(threads: ShardThreads, parts: Int)(each: Int => Unit): Seq[Seq[Int]] =
    failAfter(Span(60, Seconds)) {
      threads
        .fold[Vector[Int]](
          parts,
          () => Vector.empty,
          (before, part) => {
            each(part)
            before :+ part
          }
        )
        .asScala
        .toSeq
    }

  private def alive: Set[Thread] =
    Thread.getAllStackTraces.keySet.asScala
      .filter(thread => thread.getName == "treecast-engine" && thread.isAlive)
      .toSet

  test("every part is folded once, by no more threads than there are") {
    for (threads <- Seq(1, 2, 5); parts <- Seq(0, 1, 2, 50))
      Using.resource(new ShardThreads(threads)) { some =>
        for (_ <- 1 to 20) {
          val who = new ConcurrentLinkedQueue[Thread]
          val folded = fold(some, parts)(_ => who.add(Thread.currentThread))
          assert(folded.flatten.sorted == (0 until parts) && folded.size == who.asScala.toSet.size)
          assert(folded.size <= math.min(threads, parts))
        }
      }
  }

  test("as many parts are computed at once as there are threads, also a while after the last time") {
    Using.resource(new ShardThreads(3)) { three =>
      for (_ <- 1 to 3) {
        val together = new CyclicBarrier(3)
        assert(fold(three, 3)(_ => together.await(50, TimeUnit.SECONDS)).map(_.size) == Seq(1, 1, 1))
        await("threads that sleep")(alive.forall(_.getState == Thread.State.TIMED_WAITING))
      }
    }
  }

  test("what a part throws is thrown, once all that had begun have ended, and parts behind it are left out") {
    Using.resource(new ShardThreads(2)) { two =>
      val (begun, ended) = (new AtomicInteger, new AtomicInteger)
      val together = new CyclicBarrier(2)
      val failing = Seq(new IllegalArgumentException("gone"), new IOException("gone"), new LinkageError("gone"))
      for (failure <- failing) {
        begun.set(0)
        ended.set(0)
        val thrown = intercept[Throwable] {
          fold(two, 100) { part =>
            begun.incrementAndGet()
            if (part < 2) together.await(50, TimeUnit.SECONDS)
            if (part == 0) throw failure
            ended.incrementAndGet()
          }
        }
        failure match {
          case checked: IOException =>
            assert(thrown.getMessage == s"a shard failed: $checked" && thrown.getCause == checked)
          case other => assert(thrown eq other)
        }
        val before = ended.get
        assert(begun.get == before + 1, "all that had begun have ended")
        assert(fold(two, 4)(_ => ()).flatten.sorted == Seq(0, 1, 2, 3), "they go on working")
        assert(ended.get == before, "nobody computes what has failed")
      }
    }
  }

  test("parts that have not begun when one fails are left out") {
    val begun = new ConcurrentLinkedQueue[Int]
    val thrown = intercept[IllegalStateException](Using.resource(new ShardThreads(1)) { one =>
      fold(one, 10) { part =>
        begun.add(part)
        if (part == 3) throw new IllegalStateException("enough")
      }
    })
    assert(thrown.getMessage == "enough" && begun.asScala.toSeq == (0 to 3))
  }

  test("a caller that is interrupted waits for the others, leaves out the rest, and stays interrupted") {
    try
      Using.resource(new ShardThreads(2)) { two =>
        val caller = Thread.currentThread
        val other = new CountDownLatch(1)
        val ended = new AtomicInteger
        val thrown = intercept[IllegalStateException] {
          fold(two, 100) { part =>
            if (Thread.currentThread eq caller) {
              assert(other.await(50, TimeUnit.SECONDS))
            } else if (part < 2) {
              other.countDown()
              await("the caller sleeps")(caller.getState == Thread.State.WAITING)
              caller.interrupt()
              ended.incrementAndGet()
            }
          }
        }
        assert(thrown.getMessage == "interrupted while training")
        assert(ended.get == 1, "the other one had ended")
        val before = intercept[IllegalStateException](two.fold[Int](1, () => 0, (_, _) => fail("nothing begins")))
        assert(before.getMessage == "interrupted while training")
        assert(Thread.interrupted())
      }
    finally Thread.interrupted()
  }

  test("callers count as threads, and a closed engine leaves none") {
    val before = alive
    val three = new ShardThreads(3)
    val (inside, mayEnd) = (new CountDownLatch(1), new CountDownLatch(1))
    val first = new Thread(() =>
      fold(three, 1) { _ =>
        inside.countDown()
        mayEnd.await(50, TimeUnit.SECONDS)
      }
    )
    first.start()
    assert(inside.await(50, TimeUnit.SECONDS))
    assert(fold(three, 10)(_ => ()).flatten.size == 10)
    assert((alive -- before).size == 1, "three threads, two of which are callers")
    mayEnd.countDown()
    join(first)
    three.close()
    await("threads that end")((alive -- before).isEmpty)
  }
}
