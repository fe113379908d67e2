package treecast.testing

import treecast.source.digits.BuiltInDigits

import java.io.{DataOutputStream, FileOutputStream}
import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** A small data set on disk: the first of the built-in digits, as four IDX files. */
object SmallDigits {

  /** A new temporary folder with the files. */
  def folder(trainRows: Int, testRows: Int): Path = {
    val folder = Files.createTempDirectory("treecast-digits")
    write(folder, "train", test = false, trainRows)
    write(folder, "t10k", test = true, testRows)
    folder
  }

  /** Removes a folder and what is in it. */
  def delete(folder: Path): Unit =
    Files.walk(folder).iterator.asScala.toSeq.reverse.foreach(Files.delete(_))

  private def write(folder: Path, prefix: String, test: Boolean, rows: Int): Unit = {
    val size = BuiltInDigits.SIDE * BuiltInDigits.SIDE
    val pixels = new Array[Byte](rows * size)
    for (i <- 0 until rows) BuiltInDigits.draw(test, i, pixels, i * size)
    file(
      folder.resolve(s"$prefix-images-idx3-ubyte"),
      Seq(0x0803, rows, BuiltInDigits.SIDE, BuiltInDigits.SIDE),
      pixels
    )
    val labels = Array.tabulate(rows)(BuiltInDigits.label(test, _))
    file(folder.resolve(s"$prefix-labels-idx1-ubyte"), Seq(0x0801, rows), labels)
  }

  private def file(path: Path, header: Seq[Int], content: Array[Byte]): Unit = {
    val out = new DataOutputStream(new FileOutputStream(path.toFile))
    try {
      header.foreach(out.writeInt)
      out.write(content)
    } finally out.close()
  }
}
