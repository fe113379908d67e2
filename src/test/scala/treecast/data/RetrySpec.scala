package treecast.data

import org.apache.hadoop.fs.{FileAlreadyExistsException, RawLocalFileSystem, Path => HadoopPath}
import org.apache.hadoop.security.AccessControlException
import org.scalatest.funsuite.AnyFunSuite

import java.io.{EOFException, FileNotFoundException, IOException, UncheckedIOException}
import java.net.SocketTimeoutException
import scala.collection.mutable.ArrayBuffer

/** What a file system refuses for a moment is tried again, for about a minute; nobody waits here. */
class RetrySpec extends AnyFunSuite {
  private class Waits {
    val waits = ArrayBuffer.empty[Double]
    val told = ArrayBuffer.empty[String]
    val retry = new Retry(wait => { waits += wait.toMillis / 1e3; () }, line => told += line)
    def seconds: Double = waits.sum
  }

  /** Fails so many times. */
  private def failing(times: Int, failure: => Throwable = new IOException("no route\nto host")): Retry.Action[Int] = {
    var tries = 0
    () => {
      tries += 1
      if (tries <= times) throw failure
      tries
    }
  }

  test("what works at once is neither waited for nor told") {
    val some = new Waits
    assert(some.retry.untilDone[Int]("a file", failing(0)) == 1 && some.waits.isEmpty && some.told.isEmpty)
  }

  test("what fails for less than a minute is done in the end, and told once in a line") {
    for (times <- 1 to 7) {
      val some = new Waits
      assert(some.retry.untilDone[Int]("a file", failing(times)) == times + 1)
      assert(some.waits.size == times && some.waits == some.waits.sorted)
      assert(
        some.told == Seq(
          "a file: the file system fails (java.io.IOException: no route); it is tried again for a minute"
        )
      )
    }
  }

  test("after a minute it has failed; no single wait is as long as a training has after a signal") {
    val some = new Waits
    val failure = intercept[IOException](some.retry.untilDone[Int]("a file", failing(1000)))
    assert(failure.getMessage.startsWith("no route") && some.told.size == 1)
    assert(some.seconds >= 60 && some.seconds < 75 && some.waits.max < 20)
  }

  test("a place is told again only when it has worked meanwhile; another has a line of its own") {
    val some = new Waits
    def fails(place: String) = assert(!some.retry.isDone(place, failing(1), "later"))
    for (place <- Seq("one", "one", "other", "one")) fails(place)
    assert(some.told.map(_.take(5)) == Seq("one: ", "other") && some.told.forall(_.endsWith("; later")))
    assert(some.retry.isDone("one", failing(0), "later"))
    for (place <- Seq("one", "other")) fails(place)
    assert(some.told.map(_.take(3)) == Seq("one", "oth", "one") && some.waits.isEmpty)
  }

  test("what no wait can mend fails at once") {
    for (
      lasting <- Seq(
        new FileNotFoundException("gone"),
        new FileAlreadyExistsException("there"),
        new AccessControlException("not yours"),
        new EOFException("cut short")
      )
    ) {
      val some = new Waits
      assert(intercept[IOException](some.retry.untilDone[Int]("a file", failing(1, lasting))) eq lasting)
      assert(some.waits.isEmpty && some.told.isEmpty)
    }
  }

  test("a server that ends during a call, or does not answer in time, is tried again: no file was cut short") {
    val cut =
      "End of File Exception between local host is: \"a/1\"; destination host is: \"b\":9000; : java.io.EOFException"
    for (failure <- Seq(new EOFException(cut), new SocketTimeoutException("60000 millis timeout")))
      assert(new Waits().retry.untilDone[Int]("a file", failing(1, failure)) == 2)
  }

  test("a file that cannot be made because the disk is full is tried again, though Hadoop does not find it") {
    val full = new FileNotFoundException("/runs/plan.conf (No space left on device)")
    assert(new Waits().retry.untilDone[Int]("a file", failing(1, full)) == 2)
  }

  test("a failure in a lambda is one of the file system; another is none, and is not caught") {
    val wrapped = new UncheckedIOException(new IOException("inside"))
    assert(new Waits().retry.untilDone[Int]("a file", failing(1, wrapped)) == 2)
    val some = new Waits
    intercept[IllegalStateException](some.retry.untilDone[Int]("a file", failing(1, new IllegalStateException("bug"))))
    assert(some.waits.isEmpty && some.told.isEmpty)
  }

  test("a local disk that is full is an error to Hadoop, and a failure like others here") {
    assume(java.nio.file.Files.exists(java.nio.file.Path.of("/dev/full")))
    val local = new RawLocalFileSystem
    local.initialize(java.net.URI.create("file:///"), new org.apache.hadoop.conf.Configuration)
    val some = new Waits
    val failure = intercept[IOException](
      some.retry.untilDone[Unit](
        "a file",
        () => {
          val out = local.append(new HadoopPath("/dev/full"))
          try out.write(new Array[Byte](100000))
          finally
            try out.close()
            catch { case _: Throwable => () }
        }
      )
    )
    assert(failure.getMessage.contains("No space left") && some.seconds >= 60, failure)
  }

  test("whoever is interrupted waits no more") {
    val retry = new Retry(_ => throw new InterruptedException, _ => ())
    assert(intercept[IOException](retry.untilDone[Int]("a file", failing(9))).getMessage.startsWith("no route"))
    assert(Thread.interrupted())
  }
}
