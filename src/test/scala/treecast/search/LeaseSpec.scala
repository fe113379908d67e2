package treecast.search

import org.scalatest.concurrent.Eventually
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Millis, Seconds, Span}
import treecast.search.Searches._
import treecast.testing.DefaultStorage.storage

import java.nio.file.{Files, Path}

/** One driver at a time. */
class LeaseSpec extends AnyFunSuite with Eventually {
  private val timing = new Lease.Timing(20, 2000, 10)

  override implicit val patienceConfig: PatienceConfig = PatienceConfig(Span(30, Seconds), Span(10, Millis))

  private def take(folder: Path): Lease = Lease.take(storage, folder.toString, timing)

  private def lease(folder: Path): Path = folder.resolve("lease")

  test("while one driver is alive another is refused; when it is done, not") {
    withFolder { folder =>
      val one = take(folder)
      val refused = intercept[Lease.Refused](take(folder))
      assert(refused.getMessage.contains(folder.toString) && refused.getMessage.contains("process"))
      Thread.sleep(10 * timing.beat)
      one.requireHeld() // not only now: the other has written nothing into the lease
      one.close()
      assert(!Files.exists(lease(folder)))
      take(folder).close()
    }
  }

  for (left <- Seq("somebody, process 7\nbeat 12\n", "", "some"))
    test(s"the lease of a dead driver is taken over, even half written: '${left.take(9)}'") {
      withFolder { folder =>
        Files.writeString(lease(folder), left)
        val other = Lease.take(storage, folder.toString, new Lease.Timing(20, 100, 10))
        other.requireHeld()
        other.close()
      }
    }

  test("a driver whose lease another has taken writes nothing more, and leaves it to the other") {
    withFolder { folder =>
      val one = take(folder)
      // As if it had been stopped for long, and another had taken over.
      Files.writeString(lease(folder), "the other\nbeat 1\n")
      eventually(intercept[Lease.Refused](one.requireHeld()))
      one.close()
      assert(Files.readString(lease(folder)) == "the other\nbeat 1\n")
    }
  }
}
