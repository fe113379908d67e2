package treecast.source

import org.apache.hadoop.conf.Configuration
import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.testing.DefaultStorage

import java.nio.file.{Files, Path}
import java.nio.file.attribute.FileTime
import java.util.{List => JavaList, Optional}
import scala.jdk.CollectionConverters._

/** The cache of examinations: it is right or it is not used. */
class RowCacheSpec extends AnyFunSuite with Tables {
  private val storage = DefaultStorage.storage

  private def old(file: Path, seconds: Long): Unit =
    Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis - 1000 * seconds))

  /** A cache, a file, and a reading of it that counts how often it was read. */
  private class Reading(folder: Path, least: Long = 1) {
    val entries: Path = folder.resolve("entries")
    val file: Path = Files.writeString(folder.resolve("rows.csv"), "some rows")
    var reads = 0
    old(file, 60)

    def get(how: String = "all"): String = {
      val files = JavaList.of(new DataFile(storage, Paths.of(file.toString)))
      val find: java.util.function.Supplier[String] = () => { reads += 1; Files.readString(file) }
      new RowCache(Optional.of(entries), least).get(files, how, classOf[String], find)
    }

    def names: Seq[String] = entries.toFile.list.toSeq.sorted
  }

  private def withReading[T](use: Reading => T): T = IdxFiles.withEmptyFolder(folder => use(new Reading(folder)))

  test("files that are as they were are not read again; a size, a time or a setting makes a difference") {
    withReading { reading =>
      assert(Seq.fill(3)(reading.get()) == Seq.fill(3)("some rows") && reading.reads == 1)
      assert(reading.get("without labels") == "some rows" && reading.reads == 2)
      Files.writeString(reading.file, "more rows than before")
      old(reading.file, 60)
      assert(reading.get() == "more rows than before" && reading.reads == 3)
      Files.writeString(reading.file, "MORE ROWS THAN BEFORE")
      old(reading.file, 30)
      assert(reading.get() == "MORE ROWS THAN BEFORE" && reading.reads == 4)
      assert(reading.names.size == 4 && reading.names.forall(_.length == 64))
    }
  }

  test("a file that has just been written is not cached: another change may have the same time") {
    withReading { reading =>
      old(reading.file, 0)
      reading.get()
      Files.writeString(reading.file, "SOME ROWS")
      assert(reading.get() == "SOME ROWS" && !Files.exists(reading.entries))
    }
  }

  test("an entry that is damaged, cut short or something else is made anew") {
    withReading { reading =>
      reading.get()
      val entry = reading.entries.resolve(reading.names.head)
      val good = Files.readAllBytes(entry)
      val bad = good.indices.map(i => good.updated(i, (good(i) ^ 1).toByte)) ++ Seq(good.take(9), Array.empty[Byte])
      for (bytes <- bad) {
        Files.write(entry, bytes)
        val before = reading.reads
        assert(reading.get() == "some rows" && reading.reads == before + 1)
        assert(Files.readAllBytes(entry).sameElements(good))
      }
    }
  }

  test("a cache that cannot be written, or is off, changes nothing; small files have no entry") {
    IdxFiles.withEmptyFolder { folder =>
      val reading = new Reading(folder)
      Files.writeString(reading.entries, "a file in the place of the folder")
      assert(reading.get() == "some rows" && reading.get() == "some rows" && reading.reads == 2)
    }
    IdxFiles.withEmptyFolder { folder =>
      val reading = new Reading(folder, least = 1000)
      reading.get()
      assert(!Files.exists(reading.entries))
    }
    val off = new Configuration()
    off.set(RowCache.SETTING, "off")
    assert(RowCache.of(new Storage(off)).folder.isEmpty)
  }

  test("a folder of another file system is refused, and is not made on this disk") {
    for (uri <- Seq("hdfs://host/rows", "s3a://rows", "file:/rows", "")) {
      val elsewhere = new Configuration()
      elsewhere.set(RowCache.SETTING, uri)
      val refused = intercept[DataException](RowCache.of(new Storage(elsewhere)))
      val expected = "treecast.rows.cache: expected a folder on this machine's disk or off, found"
      assert(refused.getMessage == s"$expected '$uri'")
    }
  }

  test("a large table is examined once, and again when a label of it has changed") {
    IdxFiles.withEmptyFolder { folder =>
      val configuration = new Configuration()
      configuration.set(RowCache.SETTING, folder.resolve("entries").toString)
      val cached = new Storage(configuration)
      val rows = folder.resolve("data/train.csv")
      Files.createDirectories(rows.getParent)
      val text =
        "a,b,kind\n" + (1 to 220000).map(i => s"${i * 0.12345},${i % 977},w${i % 2},${"xy" (i % 2)}\n").mkString
      Files.writeString(rows, text.replaceFirst("a,b", "a,b,c"))
      old(rows, 60)
      def data = {
        val at = DataLocation.of(cached, rows.getParent.toString)
        val request = new DataRequest(at, anyClasses, anyClasses, false, new TestShare(0.25, 1))
        val fitted: Examination.FittedRows = _ => new java.util.BitSet
        val how = new Examination(TaskRunner.onThreads(), Optional.of(fitted), Examination.AUTO)
        new TableFolder(request, new Csv(CsvText.UNKNOWN, Csv.Header.AUTO, "kind", CsvColumns.ALL, 2)).examine(how)
      }
      def known(of: DataSet) =
        (of.describe, of.source.digest, of.source.notes, ScalingMethod.STANDARD.of(of, of.source.moments.get))
      val first = data
      val entries = Files.list(folder.resolve("entries")).iterator.asScala.toSet
      assert(entries.size == 2)
      assert(known(data) == known(first))
      assert(rows0(data) == rows0(first))
      assert(Files.list(folder.resolve("entries")).iterator.asScala.toSet == entries)
      val time = Files.getLastModifiedTime(rows)
      val label = Files.readString(rows).indexOf(",x\n", text.length / 2) + 1
      val changed = Files.readAllBytes(rows)
      changed(label) = 'y'
      Files.write(rows, changed)
      Files.setLastModifiedTime(rows, time)
      assert(data.source.digest == first.source.digest, "the file is not read again as long as its time is the same")
      old(rows, 30)
      assert(data.source.digest != first.source.digest)
    }
  }

  private def rows0(data: DataSet) = rows(data.shards(Split.TRAIN, 40).asScala.take(1).toSeq)
}
