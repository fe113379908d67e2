package treecast.data

import treecast.source.IdxFiles
import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, RawLocalFileSystem, UnsupportedFileSystemException, Path => HadoopPath}
import org.scalatest.funsuite.AnyFunSuite

import java.io.IOException
import java.net.{URI, UnknownHostException}
import java.nio.file.Files

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

  test("what is written has the permissions of what other programs write, whatever Hadoop's settings say") {
    IdxFiles.withEmptyFolder { folder =>
      val configuration = new Configuration
      configuration.set("fs.permissions.umask-mode", "077")
      val (ours, others) = (folder.resolve("ours"), folder.resolve("others"))
      new Storage(configuration).toWrite(new HadoopPath(folder.toString)).create(new HadoopPath(ours.toString)).close()
      Files.createFile(others)
      assert(Files.getPosixFilePermissions(ours) == Files.getPosixFilePermissions(others))
    }
  }

  test("a file system that cannot be set up is one that cannot be reached, whatever it throws") {
    val configuration = new Configuration
    configuration.set("fs.unset.impl", classOf[UnsetFileSystem].getName)
    val failure = intercept[IOException](new Storage(configuration).of(new HadoopPath("unset://host/rows")))
    assert(failure.getMessage == "java.net.UnknownHostException: host")
  }

  test("the default file system is named as well where its jar is missing") {
    val configuration = new Configuration
    configuration.set("fs.defaultFS", "s3a://bucket")
    val failure = intercept[UnsupportedFileSystemException](new Storage(configuration).of(new HadoopPath("rows")))
    assert(failure.getMessage.startsWith("no file system for s3a, which is in the jar of org.apache.hadoop:hadoop-aws"))
  }
}

/** A file system that Hadoop cannot set up, in its words for a host that is unknown. */
class UnsetFileSystem extends RawLocalFileSystem {
  override def initialize(uri: URI, conf: Configuration): Unit =
    throw new IllegalArgumentException(new UnknownHostException(uri.getHost))
}
