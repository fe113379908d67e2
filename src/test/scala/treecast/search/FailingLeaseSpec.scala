package treecast.search

import org.scalatest.funsuite.AnyFunSuite
import treecast.search.Searches._
import treecast.testing.Waiting

import java.io.{IOException, InterruptedIOException, UncheckedIOException}
import java.nio.file.Files
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicBoolean

/** Leases on disks that fail, hang, or write half. */
class FailingLeaseSpec extends AnyFunSuite with Leases with Waiting {

  /** What may become of a reading or writing; what hangs ends when told. */
  private val ailments: Seq[(String, CountDownLatch => Unit)] = Seq(
    "fails" -> (_ => throw new IOException("no route to host")),
    "throws what nobody expects" -> (_ => throw new UncheckedIOException(new IOException("no route to host"))),
    "ends in an Error" -> (_ => throw new NoClassDefFoundError("treecast/Gone")),
    "is interrupted" -> { _ =>
      Thread.currentThread.interrupt()
      throw new InterruptedIOException("no route to host")
    },
    "hangs" -> { end =>
      end.await()
      throw new IOException("no route to host")
    }
  )

  for ((what, ail) <- ailments; place <- Seq("writing", "reading"))
    test(s"a driver whose $place $what has lost its lease before another takes it over") {
      withFolder { folder =>
        onDisk(folder, hasty) { (disk, one) =>
          one.requireHeld()
          val (ailing, end) = (new CountDownLatch(1), new CountDownLatch(1))
          val sick = () => {
            ailing.countDown()
            ail(end)
          }
          if (place == "writing") disk.beforeWrite = sick else disk.beforeRead = sick
          try {
            await("no beat")(ailing.getCount == 0)
            val healthy = new Disk
            healthy.beforeWrite = () => {
              healthy.beforeWrite = () => ()
              val refused = intercept[Lease.Refused](one.requireHeld())
              assert(refused.getMessage.contains("cannot be written"), "it knows of no other yet")
            }
            val other = Lease.take(fileOn(healthy, folder), hasty)
            intercept[Lease.Refused](one.requireHeld())
            val closing = new Thread(() => one.close())
            closing.setDaemon(true)
            closing.start()
            join(closing)
            eventually(other.requireHeld())
            other.close()
            healthy.close()
          } finally end.countDown()
        }
      }
    }

  test("a driver whose beat hung waits for the next one before it goes on") {
    withFolder { folder =>
      onDisk(folder, timing) { (disk, one) =>
        val end = new CountDownLatch(1)
        disk.beforeWrite = () => end.await()
        try eventually(assert(intercept[Lease.Refused](one.requireHeld()).getMessage.contains("no answer")))
        finally end.countDown()
        one.requireHeld()
      }
      assert(!Files.exists(lease(folder)))
    }
  }

  test("a writing that failed half-way is the driver's own, and written anew") {
    withFolder { folder =>
      onDisk(folder, timing) { (disk, one) =>
        disk.cutShort = true
        eventually(assert(disk.cuts > 0))
        assert(Files.size(lease(folder)) == 0)
        disk.cutShort = false
        eventually(assert(beats(folder) > 0))
        one.requireHeld()
      }
    }
  }

  test("a file that was half-way for so long that another may be writing it is watched, and then taken again") {
    withFolder { folder =>
      onDisk(folder, hasty) { (disk, one) =>
        disk.cutShort = true
        eventually(intercept[Lease.Refused](one.requireHeld()))
        disk.cutShort = false
        eventually(one.requireHeld())
        assert(beats(folder) > 0)
        one.requireNotLost()
      }
      assert(!Files.exists(lease(folder)))
    }
  }

  test("a file that cannot be read or deleted at once when the lease is released is gone all the same") {
    for (place <- Seq("reading", "deleting")) withFolder { folder =>
      // No beat meets the failure.
      onDisk(folder, new Lease.Timing(10_000, 30_000, 10, 1000)) { (disk, _) =>
        val first = new AtomicBoolean(true)
        val fails = () => if (first.getAndSet(false)) throw new IOException("no route to host")
        if (place == "reading") disk.beforeRead = fails else disk.beforeDelete = fails
      }
      assert(!Files.exists(lease(folder)), place)
    }
  }

  test("where another has written its name meanwhile it is the other's") {
    withFolder { folder =>
      onDisk(folder, hasty) { (disk, one) =>
        disk.cutShort = true
        eventually(intercept[Lease.Refused](one.requireHeld()))
        eventually {
          // Written again and again, as an owner does: what began to write before may still overwrite it once.
          Files.writeString(lease(folder), "the other\nbeat 1\n")
          assert(intercept[Lease.Refused](one.requireNotLost()).getMessage.contains("(the other)"))
        }
        disk.cutShort = false
      }
      assert(Files.readString(lease(folder)).startsWith("the other"))
    }
  }
}
