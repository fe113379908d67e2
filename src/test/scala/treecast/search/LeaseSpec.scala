package treecast.search

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, Path => HadoopPath}
import org.scalatest.funsuite.AnyFunSuite
import treecast.search.Searches._
import treecast.testing.DefaultStorage.storage
import treecast.testing.Waiting

import java.nio.file.{Files, Path}
import scala.concurrent.duration.DurationInt
import scala.concurrent.{Await, ExecutionContext, Future}

/** One driver at a time. */
class LeaseSpec extends AnyFunSuite with Leases with Waiting {
  private def take(folder: Path): Lease = Lease.take(storage, folder.toString, timing)

  private val others = "the other\nbeat 1\n"

  test("a driver of this machine whose process has ended is dead at once; one that is alive is waited for") {
    withFolder { folder =>
      val patient = new Lease.Timing(20, 600000, 10, 1000)
      val sleeping = new ProcessBuilder("sleep", "600").start()
      try {
        val mine = {
          val one = take(folder)
          try Files.readString(lease(folder))
          finally one.close()
        }
        val owned = mine.replaceFirst("process \\d+", s"process ${sleeping.pid}")
        Files.writeString(lease(folder), owned)
        val file = new LeaseFile(FileSystem.getLocal(new Configuration), new HadoopPath(lease(folder).toString))
        assert(!file.isOfEndedProcess(file.read))
        val others = Seq(owned.replaceFirst(" on ", " on other-"), owned.replaceFirst(" for ", " for other-"), "", "x")
        for (other <- others) {
          assert(other != owned)
          assert(!file.isOfEndedProcess(other.getBytes), other)
        }
        kill(sleeping)
        assert(file.isOfEndedProcess(file.read))
        for (other <- others) assert(!file.isOfEndedProcess(other.getBytes), other)
      } finally sleeping.destroyForcibly()
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

  test("a lease that runs out before it is written anew is refused") {
    for ((beat, dead) <- Seq((10L, 20L), (50L, 60L), (0L, 100L), (1L, 100L)))
      intercept[IllegalArgumentException](new Lease.Timing(beat, dead, 1, 1))
    new Lease.Timing(9, 20, 1, 1)
  }
}
