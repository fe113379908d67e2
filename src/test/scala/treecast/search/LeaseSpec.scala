package treecast.search

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.permission.FsPermission
import org.apache.hadoop.fs.{FSDataInputStream, FSDataOutputStream, FileSystem, FilterFileSystem, Path => HadoopPath}
import org.apache.hadoop.util.Progressable
import org.scalatest.funsuite.AnyFunSuite
import treecast.search.Searches._
import treecast.testing.DefaultStorage.storage
import treecast.testing.Waiting

import java.io.{IOException, InterruptedIOException, UncheckedIOException}
import java.nio.file.{Files, Path}
import java.util.concurrent.CountDownLatch
import scala.concurrent.duration.DurationInt
import scala.concurrent.{Await, ExecutionContext, Future}

/** One driver at a time. */
class LeaseSpec extends AnyFunSuite with Waiting {
  private val timing = new Lease.Timing(20, 2000, 10)
  private val hasty = new Lease.Timing(20, 300, 10)

  private def take(folder: Path): Lease = Lease.take(storage, folder.toString, timing)

  private def lease(folder: Path): Path = folder.resolve("lease")

  private val others = "the other\nbeat 1\n"

  /** A local file system, every writing or reading of which can be made to fail. */
  private class Disk extends FilterFileSystem(FileSystem.newInstanceLocal(new Configuration)) {
    fs.setWriteChecksum(false)
    @volatile var beforeRead: () => Unit = () => ()
    @volatile var beforeWrite: () => Unit = () => ()
    @volatile var cutShort = false
    @volatile var cuts = 0

    override def open(file: HadoopPath, buffer: Int): FSDataInputStream = {
      beforeRead()
      super.open(file, buffer)
    }

    override def create(
        file: HadoopPath,
        permission: FsPermission,
        overwrite: Boolean,
        buffer: Int,
        copies: Short,
        block: Long,
        progress: Progressable
    ): FSDataOutputStream = {
      beforeWrite()
      val out = super.create(file, permission, overwrite, buffer, copies, block, progress)
      if (!cutShort) out
      else {
        out.close()
        cuts += 1
        throw new IOException("no space left")
      }
    }
  }

  private def fileOn(disk: Disk, folder: Path) = new LeaseFile(disk, new HadoopPath(lease(folder).toString))

  private def onDisk(folder: Path, timing: Lease.Timing)(use: (Disk, Lease) => Unit): Unit = {
    val disk = new Disk
    try {
      val one = Lease.take(fileOn(disk, folder), timing)
      try use(disk, one)
      finally one.close()
    } finally disk.close()
  }

  private def beats(folder: Path): Int =
    "beat (\\d+)\\R".r.findFirstMatchIn(Files.readString(lease(folder))).fold(0)(_.group(1).toInt)

  test("a driver of this machine whose process has ended is dead at once; one that is alive is waited for") {
    withFolder { folder =>
      val patient = new Lease.Timing(20, 600000, 10)
      val sleeping = new ProcessBuilder("sleep", "600").start()
      val mine = {
        val one = take(folder)
        try Files.readString(lease(folder))
        finally one.close()
      }
      val owned = mine.replaceFirst("process \\d+", s"process ${sleeping.pid}")
      Files.writeString(lease(folder), owned)
      val file = new LeaseFile(FileSystem.getLocal(new Configuration), new HadoopPath(lease(folder).toString))
      assert(!file.isOfEndedProcess(file.read))
      for (other <- Seq(owned.replaceFirst(" on ", " on other-"), owned.replaceFirst(" for ", " for other-"), "", "x"))
        assert(!file.isOfEndedProcess(other.getBytes), other)
      Files.writeString(lease(folder), owned)
      sleeping.destroyForcibly.waitFor
      assert(file.isOfEndedProcess(file.read))
      val taken = Future(Lease.take(storage, folder.toString, patient))(ExecutionContext.global)
      Await.result(taken, 30.seconds).close()
    }
  }

  test("while one driver is alive another is refused; when it is done, not") {
    withFolder { folder =>
      val one = take(folder)
      val refused = intercept[Lease.Refused](take(folder))
      assert(refused.getMessage.contains(folder.toString) && refused.getMessage.contains("process"))
      val now = beats(folder)
      eventually(assert(beats(folder) > now + 3))
      one.requireHeld() // the other has written nothing into the lease, or these beats had found it
      one.close()
      assert(!Files.exists(lease(folder)))
      assert(intercept[Lease.Refused](one.requireHeld()).getMessage.contains("released"))
      take(folder).close()
    }
  }

  for (left <- Seq("somebody, process 7\nbeat 12\n", "", "some"))
    test(s"the lease of a dead driver is taken over, even half written: '${left.take(9)}'") {
      withFolder { folder =>
        Files.writeString(lease(folder), left)
        val other = Lease.take(storage, folder.toString, hasty)
        eventually(assert(beats(folder) > 0))
        other.close()
        assert(!Files.exists(lease(folder)))
      }
    }

  test("a driver whose lease another has taken writes nothing more, and leaves it to the other") {
    withFolder { folder =>
      val one = take(folder)
      // As if it had been stopped for long, and another had taken over.
      Files.writeString(lease(folder), others)
      eventually(assert(intercept[Lease.Refused](one.requireHeld()).getMessage.contains("(the other)")))
      one.close()
      assert(Files.readString(lease(folder)) == others)
    }
  }

  test("of two that want it at once, the one whose name does not stay is refused, and leaves it to the other") {
    withFolder { folder =>
      val disk = new Disk
      disk.beforeRead = () => if (Files.exists(lease(folder))) Files.writeString(lease(folder), others)
      val refused = intercept[Lease.Refused](
        Lease.take(fileOn(disk, folder), timing)
      )
      assert(refused.getMessage.contains("(the other)"))
      assert(Files.readString(lease(folder)) == others)
      disk.close()
    }
  }

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
        eventually(assert(intercept[Lease.Refused](one.requireHeld()).getMessage.contains("no answer")))
        end.countDown()
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

  test("a file that was half-way for so long that another may be writing it is left alone") {
    withFolder { folder =>
      onDisk(folder, hasty) { (disk, one) =>
        disk.cutShort = true
        eventually(assert(intercept[Lease.Refused](one.requireHeld()).getMessage.contains("no name yet")))
        disk.cutShort = false
        intercept[Lease.Refused](one.requireHeld())
      }
      assert(Files.size(lease(folder)) == 0)
    }
  }

  test("a lease that runs out before it is written anew is refused") {
    for ((beat, dead) <- Seq((10L, 20L), (50L, 60L), (0L, 100L), (1L, 100L)))
      intercept[IllegalArgumentException](new Lease.Timing(beat, dead, 1))
    new Lease.Timing(9, 20, 1)
  }
}
