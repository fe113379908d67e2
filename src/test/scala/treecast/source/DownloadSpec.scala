package treecast.source

import com.sun.net.httpserver.{HttpExchange, HttpServer}
import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.SmallDigits

import java.io.IOException
import java.net.{InetAddress, InetSocketAddress}
import java.nio.file.{Files, Path}
import java.security.MessageDigest
import java.time.Duration
import java.util.HexFormat
import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch, Executors, TimeUnit}
import scala.jdk.CollectionConverters._

/** Files of web servers come whole, with their sums, or not at all. */
class DownloadSpec extends AnyFunSuite {
  private val contents: Map[String, Array[Byte]] =
    Map("one.gz" -> Array.tabulate(300_000)(_.toByte), "two.gz" -> Array.tabulate(70_001)(i => (i * i).toByte))

  private val sums: Map[String, String] = contents.map { case (name, bytes) =>
    name -> HexFormat.of.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
  }

  /** What a mirror does where it is asked for a file. */
  private type Answer = (HttpExchange, Array[Byte]) => Unit

  private val whole: Answer = (exchange, bytes) => {
    exchange.sendResponseHeaders(200, bytes.length)
    exchange.getResponseBody.write(bytes)
  }
  private val other: Answer = (exchange, bytes) => whole(exchange, bytes.updated(12345, 77))
  private val missing: Answer = (exchange, bytes) => {
    exchange.sendResponseHeaders(404, bytes.length) // with the very bytes, which are no answer then
    exchange.getResponseBody.write(bytes)
  }
  private val cutShort: Answer = (exchange, bytes) => {
    exchange.sendResponseHeaders(200, bytes.length)
    exchange.getResponseBody.write(bytes, 0, bytes.length / 2)
  }
  private val cutShortOfUnknownLength: Answer = (exchange, bytes) => {
    exchange.sendResponseHeaders(200, 0)
    exchange.getResponseBody.write(bytes, 0, bytes.length / 2)
  }

  private class Mirror(answer: Answer) {
    val asked = new ConcurrentLinkedQueue[String]
    private val threads = Executors.newCachedThreadPool()
    private val server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress, 0), 0)
    val address: String = s"http://${server.getAddress.getAddress.getHostAddress}:${server.getAddress.getPort}/mnist/"
    server.setExecutor(threads)
    server.createContext(
      "/mnist/",
      exchange => {
        val name = exchange.getRequestURI.getPath.stripPrefix("/mnist/")
        asked.add(name)
        try answer(exchange, contents(name))
        finally exchange.close()
      }
    )
    server.start()

    def close(): Unit = {
      server.stop(0)
      threads.shutdownNow()
    }
  }

  private def withMirrors(answers: Answer*)(use: (Path, MirroredFiles, Seq[Mirror]) => Unit): Unit = {
    val mirrors = answers.map(new Mirror(_))
    val folder = Files.createTempDirectory("treecast-download")
    try use(folder, files(Duration.ofSeconds(60), mirrors.map(_.address): _*), mirrors)
    finally {
      mirrors.foreach(_.close())
      SmallDigits.delete(folder)
    }
  }

  private def files(patience: Duration, mirrors: String*) = new MirroredFiles(sums.asJava, mirrors.asJava, patience)

  private def complete(folder: Path): Boolean =
    folder.toFile.list.toSet == contents.keySet &&
      contents.forall { case (name, bytes) => Files.readAllBytes(folder.resolve(name)).sameElements(bytes) }

  /** Nothing stays, and the complaint says all these words. */
  private def fails(files: MirroredFiles, folder: Path, words: String*): Unit = {
    val complaint = intercept[IOException](files.download(folder)).getMessage
    for (word <- words) assert(complaint.contains(word), complaint)
    assert(folder.toFile.list.isEmpty, "nothing half-written stays")
    assert(!files.areIn(folder))
  }

  test("the files come with their bytes, into a folder that is made, and are not asked for again") {
    withMirrors(whole) { (folder, files, mirrors) =>
      val below = folder.resolve("a/b")
      assert(!files.areIn(below))
      files.download(below)
      assert(complete(below) && files.areIn(below))
      assert(mirrors.head.asked.asScala.toSeq == Seq("one.gz", "two.gz"))
      files.download(below)
      assert(mirrors.head.asked.size == 2)
    }
  }

  test("a mirror that cannot be reached is told in words") {
    val folder = Files.createTempDirectory("treecast-download")
    val closed = new Mirror(whole)
    closed.close()
    try fails(files(Duration.ofSeconds(60), closed.address), folder, closed.address, "one.gz: no connection")
    finally SmallDigits.delete(folder)
  }

  test("what is damaged in the folder is fetched anew, what is intact is not") {
    withMirrors(whole) { (folder, files, mirrors) =>
      Files.write(folder.resolve("one.gz"), contents("one.gz").dropRight(1))
      Files.write(folder.resolve("two.gz"), contents("two.gz"))
      files.download(folder)
      assert(complete(folder) && mirrors.head.asked.asScala.toSeq == Seq("one.gz"))
    }
  }

  private val faults: Seq[(String, Answer, String)] = Seq(
    ("has another file of that name", other, "SHA-256"),
    ("does not have the file", missing, "404"),
    ("ends the connection half-way", cutShort, ""),
    ("ends the connection half-way, without having said how long the file is", cutShortOfUnknownLength, "SHA-256")
  )

  for ((what, answer, word) <- faults) {
    test(s"a mirror that $what is refused by name, and nothing stays") {
      withMirrors(answer)((folder, files, mirrors) => fails(files, folder, mirrors.head.address + "one.gz", word))
    }

    test(s"where a mirror $what, the next is asked") {
      withMirrors(answer, whole) { (folder, files, mirrors) =>
        files.download(folder)
        assert(complete(folder))
        for (mirror <- mirrors) assert(mirror.asked.asScala.toSeq.distinct == Seq("one.gz", "two.gz"))
      }
    }
  }

  test("a mirror that nobody serves is refused by name, and the next is asked") {
    withMirrors(whole) { (folder, _, mirrors) =>
      val gone = new Mirror(whole)
      gone.close()
      fails(files(Duration.ofSeconds(60), gone.address), folder, gone.address)
      files(Duration.ofSeconds(60), gone.address, mirrors.head.address).download(folder)
      assert(complete(folder))
    }
  }

  test("a mirror that falls silent in the middle of a file is given up, and the next is asked") {
    val end = new CountDownLatch(1)
    val silent: Answer = (exchange, bytes) => {
      exchange.sendResponseHeaders(200, bytes.length)
      exchange.getResponseBody.write(bytes, 0, bytes.length / 2)
      exchange.getResponseBody.flush()
      // Whoever has more patience than was agreed on gets the rest.
      if (!end.await(20, TimeUnit.SECONDS))
        exchange.getResponseBody.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2)
    }
    withMirrors(silent, whole) { (folder, _, mirrors) =>
      val impatient = Duration.ofMillis(300)
      fails(files(impatient, mirrors.head.address), folder, mirrors.head.address + "one.gz", "not finished")
      // The other one has more time than it needs, or the test would be one of the machine's speed.
      try files(Duration.ofSeconds(2), mirrors.map(_.address): _*).download(folder)
      finally end.countDown()
      assert(complete(folder))
    }
  }
}
