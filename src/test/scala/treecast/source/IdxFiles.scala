package treecast.source

import treecast.data.{ByteRows, Shard}
import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.nio.file.{Files, Path}
import java.util.zip.GZIPOutputStream
import scala.jdk.CollectionConverters._

/** The bytes of IDX files, and folders of four of them. */
object IdxFiles {
  val TrainImages = "train-images-idx3-ubyte"
  val TrainLabels = "train-labels-idx1-ubyte"
  val TestImages = "t10k-images-idx3-ubyte"
  val TestLabels = "t10k-labels-idx1-ubyte"
  val Names: Seq[String] = Seq(TrainImages, TrainLabels, TestImages, TestLabels)

  /** A file: two zero bytes, type, number of dimensions, dimensions, content. */
  def idx(dimensions: Seq[Int], content: Array[Byte], kind: Int = 8): Array[Byte] = {
    val buffer = ByteBuffer.allocate(4 + 4 * dimensions.size + content.length)
    buffer.put(0: Byte).put(0: Byte).put(kind.toByte).put(dimensions.size.toByte)
    dimensions.foreach(buffer.putInt)
    buffer.put(content).array
  }

  /** Images whose pixels all differ from their neighbours. */
  def images(rows: Int, height: Int, width: Int): Array[Byte] =
    idx(Seq(rows, height, width), Array.tabulate(rows * height * width)(i => (i * 37 + 11).toByte))

  def labels(rows: Int, classes: Int = 10): Array[Byte] =
    idx(Seq(rows), Array.tabulate(rows)(i => (i * 7 % classes).toByte))

  def gzip(bytes: Array[Byte]): Array[Byte] = {
    val packed = new ByteArrayOutputStream
    val out = new GZIPOutputStream(packed)
    out.write(bytes)
    out.close()
    packed.toByteArray
  }

  /** Good files of a data set by name. */
  def good(train: Int = 6, test: Int = 3, height: Int = 4, width: Int = 3): Map[String, Array[Byte]] = Map(
    TrainImages -> images(train, height, width),
    TrainLabels -> labels(train),
    TestImages -> images(test, height, width),
    TestLabels -> labels(test)
  )

  /** The same files compressed, under names that say so. */
  def compressed(files: Map[String, Array[Byte]]): Map[String, Array[Byte]] =
    files.map { case (name, bytes) => (name + ".gz") -> gzip(bytes) }

  /** The bytes that a shard keeps. */
  def pixels(shard: Shard): Array[Byte] = shard.inputs match {
    case rows: ByteRows => rows.bytes
    case other          => throw new AssertionError(s"expected bytes, found $other")
  }

  /** A new folder with these files, which is there while it is used. */
  def withFolder[T](files: Map[String, Array[Byte]])(use: Path => T): T = {
    val folder = Files.createTempDirectory("treecast-idx")
    try {
      for ((name, bytes) <- files) Files.write(folder.resolve(name), bytes)
      use(folder)
    } finally delete(folder)
  }

  /** A new folder, which is there while it is used. */
  def withEmptyFolder[T](use: Path => T): T = withFolder(Map.empty)(use)

  private def delete(folder: Path): Unit = {
    val entries = Files.walk(folder)
    try entries.iterator.asScala.toSeq.reverse.foreach(Files.delete(_))
    finally entries.close()
  }
}
