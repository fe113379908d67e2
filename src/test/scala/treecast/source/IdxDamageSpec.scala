package treecast.source

import treecast.data.{DataException, Split}
import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles._

import java.nio.file.{Files, Path}

/** How the IDX reader refuses a damaged file: one line with file, expected and found. */
class IdxDamageSpec extends AnyFunSuite with IdxFolders {
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
      for (kind <- Seq(0, 7, 0x0a, 0x0f, 0xff))
        refused(plain(name -> patched(whole, 2, kind)), name, "type byte 08, 09, 0b", f"found $kind%02x")
      for ((kind, size) <- Seq(0x0b -> 2, 0x0c -> 4, 0x0d -> 4, 0x0e -> 8)) {
        val content = whole.length - header
        refused(plain(name -> patched(whole, 2, kind)), name, s"expected ${size * content}", s"found $content")
        refused(packed(name, gzip(patched(whole, 2, kind))), name, s"expected ${size * content} bytes", "found fewer")
      }
    }

    test(s"$name: wrong number of dimensions") {
      val (wrong, right) = if (dimensions == 1) (Seq(0, 2, 3, 4, 255), "1") else (Seq(0, 1, 5, 255), "2 to 4")
      for (count <- wrong)
        refused(plain(name -> patched(whole, 3, count)), name, s"expected $right dimension", s"found $count")
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
      refused(good() - name, name, s"such as the file $name or $name.gz", "none")
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
}
