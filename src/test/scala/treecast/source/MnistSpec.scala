package treecast.source

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.DefaultStorage.storage
import treecast.testing.Waiting

import java.io.File
import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** MNIST is its four files and no others. */
class MnistSpec extends AnyFunSuite with Waiting {
  private val names = IdxFiles.Names.map(_ + ".gz")

  private def mnist: Path =
    sys.env.get("TREECAST_MNIST").filter(_.nonEmpty).map(Path.of(_)).getOrElse(cancel("TREECAST_MNIST is not set"))

  private def withCopy[T](use: Path => T): T =
    IdxFiles.withFolder(names.map(name => name -> Files.readAllBytes(mnist.resolve(name))).toMap)(use)

  test("the files are recognised, by path and by URI, and examined under their name") {
    assert(Mnist.recognises(mnist.toString))
    assert(Mnist.recognises(s"file:${mnist.toAbsolutePath}"))
    assert(Mnist.recognises(s"file://${mnist.toAbsolutePath}"))
    val data = IdxFolder.of(storage, mnist.toString, 10).examine()
    assert(data.source.name == "MNIST")
    assert((data.trainRows, data.testRows, data.height, data.width) == ((60000, 10000, 28, 28)))
  }

  test("a byte that changed, anywhere in any file, is another data set") {
    withCopy { folder =>
      assert(Mnist.recognises(folder.toString))
      for (name <- names) {
        val bytes = Files.readAllBytes(folder.resolve(name))
        for (at <- Seq(0, 4, bytes.length / 2, bytes.length - 1)) { // byte 4 is a date, which no reader minds
          Files.write(folder.resolve(name), bytes.updated(at, (bytes(at) ^ 1).toByte))
          assert(!Mnist.recognises(folder.toString), s"$name, byte $at")
        }
        Files.write(folder.resolve(name), bytes.dropRight(1))
        assert(!Mnist.recognises(folder.toString), s"$name cut short")
        Files.write(folder.resolve(name), bytes)
      }
      assert(Mnist.recognises(folder.toString))
      Files.delete(folder.resolve(names.last))
      assert(!Mnist.recognises(folder.toString))
    }
  }

  test("other folders are not MNIST, whatever their names") {
    IdxFiles.withFolder(IdxFiles.compressed(IdxFiles.good())) { folder =>
      assert(!Mnist.recognises(folder.toString))
      assert(IdxFolder.of(storage, folder.toString, 10).name == s"IDX files in $folder")
      assert(!Mnist.recognises(s"$folder/nothing here"))
      assert(!Mnist.recognises(s"file:$folder/nothing here"))
      assert(!Mnist.recognises("hdfs://host/mnist"))
      assert(!Mnist.recognises(""))
    }
  }

  test("the cache lies in $XDG_CACHE_HOME, by default in ~/.cache") {
    IdxFiles.withEmptyFolder { home =>
      assert(list(home, Map("XDG_CACHE_HOME" -> s"$home/elsewhere")).contains(s" $home/elsewhere/treecast/mnist"))
      assert(list(home, Map("XDG_CACHE_HOME" -> "")).contains(s" $home/.cache/treecast/mnist"))
      assert(list(home, Map.empty).contains(s" $home/.cache/treecast/mnist"))
      assert(home.toFile.list.isEmpty, "listing makes nothing")
    }
  }

  /** What `treecast data list` prints in a JVM of its own. */
  private def list(home: Path, environment: Map[String, String]): String = {
    val classPath = Seq(System.getProperty("treecast.classes", "target/classes"), System.getProperty("java.class.path"))
    val java = Path.of(System.getProperty("java.home"), "bin", "java").toString
    val arguments = Seq("-cp", classPath.mkString(File.pathSeparator), "treecast.app.Main", "data", "list")
    val builder =
      new ProcessBuilder(
        (Seq(java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", s"-Duser.home=$home") ++ arguments).asJava
      )
    builder.environment.remove("XDG_CACHE_HOME")
    builder.environment.putAll(environment.asJava)
    val (code, printed) = ran(builder)
    assert(code == 0, printed)
    printed
  }
}
