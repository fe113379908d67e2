package treecast.data

import treecast.source.IdxFiles
import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, Path => HadoopPath}
import org.scalatest.funsuite.AnyFunSuite

/** File systems under a configuration that others in this JVM may have, too. */
class StorageSpec extends AnyFunSuite {
  test("what is written leaves no checksum file beside it; what others in this JVM write does as before") {
    IdxFiles.withEmptyFolder { folder =>
      val configuration = new Configuration
      val storage = new Storage(configuration)
      def write(files: FileSystem, name: String): Unit = {
        val out = files.create(new HadoopPath(s"$folder/$name"))
        out.write(7)
        out.close()
      }
      val theirs = FileSystem.getLocal(configuration)
      theirs.setWriteChecksum(true)
      write(storage.toWrite(new HadoopPath(folder.toString)), "ours")
      assert(folder.toFile.list.toSet == Set("ours"))
      write(theirs, "theirs")
      assert(folder.toFile.list.toSet == Set("ours", "theirs", ".theirs.crc"))
    }
  }
}
