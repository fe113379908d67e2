package treecast.source

import treecast.data.{Split, Storage}
import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FSDataInputStream, RawLocalFileSystem, Path => HadoopPath}
import org.apache.hadoop.security.AccessControlException
import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles._
import treecast.testing.DefaultStorage.storage

import java.net.URI
import java.nio.file.Files

/** How folders and files are refused that are not there or may not be read. */
class IdxPlacesSpec extends AnyFunSuite with IdxFolders {
  test("a folder that is missing, a file, or no path at all") {
    withFolder(good()) { folder =>
      val missing = folder.resolve("nowhere")
      assert(complaint(examine(missing)).contains(missing.toString))
      val file = folder.resolve(TrainImages)
      assert(complaint(examine(file)).contains(file.toString))
    }
    for (name <- Seq("", "a:b", ":", "unknown://host/folder", "file://"))
      assert(complaint(IdxFolder.of(storage, name, 10).examine()).contains(name))
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
      val configuration = new Configuration()
      configuration.set("fs.refusing.impl", classOf[RefusingFileSystem].getName)
      val refusing = new Storage(configuration)
      val files = complaint(IdxFolder.of(refusing, s"refusing:$folder", 10).examine())
      assert(files.contains(TrainImages) && files.contains("Permission denied"), files)
      val name = complaint(IdxFolder.of(refusing, s"refusing:$folder/secret", 10).examine())
      assert(name.contains("secret") && name.contains("Permission denied"), name)
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
