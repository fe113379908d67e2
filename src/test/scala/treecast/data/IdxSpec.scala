package treecast.data

import org.apache.hadoop.fs.{FSDataInputStream, RawLocalFileSystem, Path => HadoopPath}
import org.apache.hadoop.security.AccessControlException
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.IdxFiles._

import java.io.RandomAccessFile
import java.net.{URI, URLClassLoader}
import java.nio.file.{Files, Path}
import scala.concurrent.ExecutionContext.Implicits.global
import scala.concurrent.duration._
import scala.concurrent.{Await, Future}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** What the IDX reader takes, and how it refuses the rest: one line with file, expected and found. */
class IdxSpec extends AnyFunSuite {
  private def examine(folder: Path, classes: Int = 10): DataSet = IdxFolder.of(folder.toString, classes).examine()

  private def readBack(data: DataSet, split: Split): (Seq[Byte], Seq[Byte]) = {
    val shard = data.shards(split, 1).get(0)
    (shard.pixels.toSeq, shard.labels.toSeq)
  }

  private def requireGood(files: Map[String, Array[Byte]], train: Int, test: Int, height: Int, width: Int): Unit =
    withFolder(files) { folder =>
      val data = examine(folder)
      assert((data.trainRows, data.testRows, data.height, data.width) == ((train, test, height, width)))
      for ((split, rows) <- Seq(Split.TRAIN -> train, Split.TEST -> test))
        assert(
          readBack(data, split) == (
            (images(rows, height, width).drop(16).toSeq, labels(rows).drop(8).toSeq)
          )
        )
    }

  private def complaint(code: => Any): String = {
    val message = intercept[DataException](code).getMessage
    assert(message.linesIterator.size == 1, message)
    assert(message.contains("expected") && message.contains("found"), message)
    message
  }

  /** Refused on examination with a line that names the file and says all these words. */
  private def refused(files: Map[String, Array[Byte]], words: String*): Unit =
    withFolder(files) { folder =>
      val message = complaint(examine(folder))
      assert(message.contains(folder.toString), message)
      for (word <- words) assert(message.contains(word), message)
    }

  private def plain(change: (String, Array[Byte])*): Map[String, Array[Byte]] = good() ++ change

  private def packed(name: String, bytes: Array[Byte]): Map[String, Array[Byte]] =
    compressed(good()) + ((name + ".gz") -> bytes)

  private def patched(bytes: Array[Byte], at: Int, value: Int): Array[Byte] = bytes.updated(at, value.toByte)

  test("plain, compressed and mixed folders give the same rows") {
    requireGood(good(), 6, 3, 4, 3)
    requireGood(compressed(good()), 6, 3, 4, 3)
    val (some, others) = good().partition { case (name, _) => name.contains("images") }
    requireGood(some ++ compressed(others), 6, 3, 4, 3)
    requireGood(compressed(some) ++ others, 6, 3, 4, 3)
  }

  test("the content tells whether a file is compressed, not its name; the plain name comes first") {
    requireGood(compressed(good()).map { case (name, bytes) => name.stripSuffix(".gz") -> bytes }, 6, 3, 4, 3)
    requireGood(good() ++ compressed(good(train = 5)), 6, 3, 4, 3)
  }

  test("images of any size, down to one row of one pixel") {
    for ((height, width) <- Seq((1, 1), (1, 50), (28, 28), (300, 2), (257, 255)); train <- Seq(1, 2, 131)) {
      requireGood(good(train, 1, height, width), train, 1, height, width)
      requireGood(compressed(good(train, 1, height, width)), train, 1, height, width)
    }
  }

  test("a folder may be given as a path with blanks or as a URI") {
    withEmptyFolder { parent =>
      val folder = Files.createDirectory(parent.resolve("four files, 100% of them"))
      for ((name, bytes) <- good()) Files.write(folder.resolve(name), bytes)
      for (name <- Seq(s"$folder", s"$folder/", s"file:$folder", s"file://$folder")) {
        val data = IdxFolder.of(name, 10).examine()
        assert(data.trainRows == 6)
        assert(IdxFolder.of(data.source.asInstanceOf[IdxFolder].qualified, 10).examine().trainRows == 6)
      }
      for (file <- Names) Files.delete(folder.resolve(file))
      Files.delete(folder)
    }
  }

  test("two members of one gzip file count as one content") {
    val whole = images(6, 4, 3)
    val (front, back) = whole.splitAt(20)
    requireGood(compressed(good()) + (s"$TrainImages.gz" -> (gzip(front) ++ gzip(back))), 6, 3, 4, 3)
  }

  for (name <- Names) {
    val whole = good()(name)
    val dimensions = if (name.contains("images")) 3 else 1
    val header = 4 + 4 * dimensions

    test(s"$name: wrong magic") {
      for (at <- 0 to 1; value <- Seq(1, 0x80, 0xff)) {
        refused(plain(name -> patched(whole, at, value)), name, "magic", "00 00", f"$value%02x")
        refused(packed(name, gzip(patched(whole, at, value))), name, "magic")
      }
      refused(plain(name -> "not an IDX file at all".getBytes), name, "magic", "6e 6f 74 20")
      for (length <- 1 to 3) refused(plain(name -> whole.take(length)), name, "magic")
    }

    test(s"$name: wrong type byte") {
      for (kind <- Seq(0, 9, 0x0b, 0x0d, 0x0e, 0xff))
        refused(plain(name -> patched(whole, 2, kind)), name, "type byte 08", f"found $kind%02x")
    }

    test(s"$name: wrong number of dimensions") {
      for (count <- Seq(0, 1, 2, 3, 4, 255) if count != dimensions)
        refused(plain(name -> patched(whole, 3, count)), name, s"expected $dimensions", s"found $count")
    }

    test(s"$name: dimensions that are negative, zero, or absurd") {
      for (d <- 0 until dimensions; extent <- Seq(0, -1, Int.MinValue)) {
        val bytes = idx(Seq(6, 4, 3).take(dimensions).updated(d, extent), whole.drop(header))
        refused(plain(name -> bytes), name, s"dimension ${d + 1}", s"found $extent")
        refused(packed(name, gzip(bytes)), name, s"dimension ${d + 1}", s"found $extent")
      }
      val products = Seq(
        Seq(Int.MaxValue, Int.MaxValue, Int.MaxValue),
        Seq(1 << 16, 1 << 16, 1), // 2^32: 0 in 32 bits
        Seq(1 << 22, 1 << 21, 1 << 21), // 2^64: 0 in 64 bits
        Seq(1 << 30, 1 << 30, 8), // 2^63: negative in 64 bits
        Seq(1, Int.MaxValue, 2)
      )
      for (absurd <- products.map(_.take(dimensions)))
        if (absurd.map(BigInt(_)).product > 1) {
          refused(plain(name -> idx(absurd, whole.drop(header))), name, absurd.mkString("[", " x ", "]"))
          refused(packed(name, gzip(idx(absurd, whole.drop(header)))), name, absurd.mkString("[", " x ", "]"))
        }
    }

    test(s"$name: fewer or more bytes than announced") {
      val content = whole.length - header
      for (cut <- Seq(1, content / 2, content)) {
        refused(plain(name -> whole.dropRight(cut)), name, s"expected $content", s"found ${content - cut}")
        refused(packed(name, gzip(whole.dropRight(cut))), name, s"expected $content", "found fewer")
      }
      for (extra <- Seq(1, 100)) {
        refused(plain(name -> (whole ++ new Array[Byte](extra))), name, s"expected $content", s"${content + extra}")
        refused(packed(name, gzip(whole ++ new Array[Byte](extra))), name, s"expected $content", "found more")
      }
      for (length <- 4 until header) {
        refused(plain(name -> whole.take(length)), name, "found the end")
        refused(packed(name, gzip(whole.take(length))), name, "found the end")
      }
    }

    test(s"$name: gzip cut short anywhere") {
      val bytes = gzip(whole)
      for (length <- 1 until bytes.length) refused(packed(name, bytes.take(length)), name)
    }

    test(s"$name: any damaged byte of the compressed content or of its checksum") {
      val bytes = gzip(whole)
      val checksum = bytes.length - 8
      for (at <- 10 until bytes.length; flip <- Seq(1, 0x80)) {
        val damaged = packed(name, patched(bytes, at, bytes(at) ^ flip))
        if (at >= checksum) refused(damaged, name, "gzip")
        // A flip that leaves the content as it was is none of the reader's business.
        else withFolder(damaged)(folder => if (!unharmed(folder)) refused(damaged, name))
      }
    }

    test(s"$name: empty, missing, or a directory") {
      refused(plain(name -> Array.empty), name, "empty")
      refused(packed(name, gzip(Array.empty)), name, "empty")
      refused(packed(name, Array.empty), name, "empty")
      refused(good() - name, name, s"$name.gz", "neither")
      withFolder(good() - name) { folder =>
        Files.createDirectory(folder.resolve(name))
        val message = complaint(examine(folder))
        assert(message.contains(folder.resolve(name).toString) && message.contains("found a directory"), message)
      }
    }
  }

  private def unharmed(folder: Path): Boolean =
    try {
      val data = examine(folder)
      readBack(data, Split.TRAIN)._1 == images(6, 4, 3).drop(16).toSeq &&
      readBack(data, Split.TRAIN)._2 == labels(6).drop(8).toSeq &&
      readBack(data, Split.TEST)._1 == images(3, 4, 3).drop(16).toSeq &&
      readBack(data, Split.TEST)._2 == labels(3).drop(8).toSeq
    } catch { case _: DataException => false }

  test("labels and images that disagree in number") {
    refused(plain(TrainLabels -> labels(5)), TrainLabels, "expected 6", "found 5")
    refused(plain(TrainImages -> images(5, 4, 3)), TrainLabels, "expected 5", "found 6")
    refused(plain(TestLabels -> labels(4)), TestLabels, "expected 3", "found 4")
    refused(packed(TestLabels, gzip(labels(4))), TestLabels, "expected 3", "found 4")
  }

  test("a label outside the classes names its row") {
    for (name <- Seq(TrainLabels, TestLabels); label <- Seq(10, 127, 128, 255)) {
      val bytes = patched(good()(name), 8 + 2, label)
      refused(plain(name -> bytes), name, "row 2", "0 to 9", s"found $label", "data.classes")
      withFolder(plain(name -> bytes))(folder => assert(examine(folder, 256).classes == 256))
    }
    withFolder(good())(folder => assert(complaint(examine(folder, 7)).contains("0 to 6")))
  }

  test("a label outside the classes is found far into the file") {
    val rows = 200000
    val wrong = Map(TrainImages -> images(rows, 1, 1), TrainLabels -> patched(labels(rows), 8 + 199999, 10))
    refused(good(height = 1, width = 1) ++ wrong, TrainLabels, "row 199999", "found 10")
  }

  test("test images of another size than training images") {
    refused(plain(TestImages -> images(3, 3, 4)), TestImages, "4 x 3", "3 x 4")
    refused(plain(TestImages -> images(3, 4, 4)), TestImages, "4 x 3", "4 x 4")
  }

  test("an image with more pixels than an array holds") {
    withFolder(plain(TrainLabels -> labels(1))) { folder =>
      val file = new RandomAccessFile(folder.resolve(TrainImages).toFile, "rw")
      file.write(idx(Seq(1, 1 << 16, 1 << 16), Array.empty))
      file.setLength(16 + (1L << 32)) // a hole: it takes no room
      file.close()
      val message = complaint(examine(folder))
      assert(message.contains(TrainImages) && message.contains("65536 x 65536"), message)
    }
  }

  test("a shard with more bytes than an array holds") {
    val rows = 300
    withFolder(plain(TrainLabels -> labels(rows))) { folder =>
      for ((name, count) <- Seq(TrainImages -> rows, TestImages -> 3)) {
        val file = new RandomAccessFile(folder.resolve(name).toFile, "rw")
        file.write(idx(Seq(count, 4000, 4000), Array.empty))
        file.setLength(16 + count * 16000000L)
        file.close()
      }
      val data = examine(folder)
      val message = complaint(data.shards(Split.TRAIN, 1))
      assert(message.contains(TrainImages) && message.contains("more shards"), message)
      val last = data.source.shards(Split.TRAIN, new Dealing(rows, 300), java.util.List.of(299))
      assert(last.get(0).pixels.length == 16000000)
    }
  }

  test("a folder that is missing, a file, or no path at all") {
    withFolder(good()) { folder =>
      val missing = folder.resolve("nowhere")
      assert(complaint(examine(missing)).contains(missing.toString))
      val file = folder.resolve(TrainImages)
      assert(complaint(examine(file)).contains(file.toString))
    }
    for (name <- Seq("", "a:b", ":", "unknown://host/folder", "file://"))
      assert(complaint(IdxFolder.of(name, 10).examine()).contains(name))
  }

  test("rows that change between examination and reading") {
    withFolder(good()) { folder =>
      val data = examine(folder)
      Files.write(folder.resolve(TrainImages), images(5, 4, 3))
      assert(complaint(data.shards(Split.TRAIN, 2)).contains(TrainImages))
      Files.delete(folder.resolve(TrainImages))
      assert(complaint(data.shards(Split.TRAIN, 2)).contains(TrainImages))
    }
  }

  test("a file that may not be read") {
    withFolder(good()) { folder =>
      val file = folder.resolve(TrainLabels)
      val open = Files.getPosixFilePermissions(file)
      Files.setPosixFilePermissions(file, java.util.Set.of())
      if (Files.isReadable(file)) cancel("this user may read everything")
      val message = complaint(examine(folder))
      assert(message.contains(file.toString) && message.contains("ermission denied"), message)
      Files.setPosixFilePermissions(file, open)
    }
  }

  test("a file system that refuses, in several lines as HDFS does") {
    withFolder(good()) { folder =>
      Files.writeString(
        folder.resolve("core-site.xml"),
        s"<configuration><property><name>fs.refusing.impl</name><value>${classOf[RefusingFileSystem].getName}" +
          "</value></property></configuration>"
      )
      val thread = Thread.currentThread
      val loader = thread.getContextClassLoader
      thread.setContextClassLoader(new URLClassLoader(Array(folder.toUri.toURL), getClass.getClassLoader))
      try {
        val files = complaint(IdxFolder.of(s"refusing:$folder", 10).examine())
        assert(files.contains(TrainImages) && files.contains("Permission denied"), files)
        val name = complaint(IdxFolder.of(s"refusing:$folder/secret", 10).examine())
        assert(name.contains("secret") && name.contains("Permission denied"), name)
      } finally thread.setContextClassLoader(loader)
    }
  }

  test("fuzz: random damage is refused in one line or leaves the shape as it is") {
    val fuzz = Future {
      val random = new Random(20)
      for (round <- 1 to 400) {
        val files = if (round % 2 == 0) good() else compressed(good())
        val name = files.keys.toSeq.sorted.apply(random.nextInt(4))
        val damaged = damage(files(name), random)
        withFolder(files + (name -> damaged)) { folder =>
          try {
            val data = examine(folder)
            assert((data.trainRows, data.testRows, data.height, data.width) == ((6, 3, 4, 3)))
            for (split <- Split.values; shard <- data.shards(split, 2).asScala)
              assert(shard.pixels.length == shard.rows * 12)
          } catch {
            case e: DataException =>
              assert(e.getMessage.linesIterator.size == 1 && e.getMessage.contains(name.stripSuffix(".gz")))
            case e: Throwable => fail(s"round $round, $name: ${damaged.map(b => f"$b%02x").mkString}", e)
          }
        }
      }
    }
    Await.result(fuzz, 3.minutes)
  }

  private def damage(bytes: Array[Byte], random: Random): Array[Byte] = {
    val damaged = bytes.clone
    random.nextInt(4) match {
      case 0 => damaged.take(random.nextInt(damaged.length))
      case 1 => damaged ++ Array.fill(1 + random.nextInt(20))(random.nextInt().toByte)
      case 2 =>
        val at = random.nextInt(math.min(20, damaged.length)) // headers are where it hurts
        damaged.updated(at, random.nextInt().toByte)
      case 3 =>
        for (_ <- 0 to random.nextInt(4)) damaged(random.nextInt(damaged.length)) = random.nextInt().toByte
        damaged
    }
  }
}

/** The local files, of which none may be read and some not even be asked about. */
class RefusingFileSystem extends RawLocalFileSystem {
  override def getScheme: String = "refusing"
  override def getUri: URI = URI.create("refusing:///")
  override def open(path: HadoopPath, buffer: Int): FSDataInputStream = refuse(path)
  override def exists(path: HadoopPath): Boolean =
    if (path.toString.contains("secret")) refuse(path) else super.exists(path)

  private def refuse(path: HadoopPath) =
    throw new AccessControlException(s"Permission denied: user=nobody, access=READ\n\tinode=$path\n\tat somewhere")
}
