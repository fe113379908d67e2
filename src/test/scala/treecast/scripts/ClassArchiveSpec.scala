package treecast.scripts

import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.SmallDigits

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** The class-data archive that the launcher makes for its Java. */
class ClassArchiveSpec extends AnyFunSuite with Checkouts with BeforeAndAfterAll {
  private val on = Map("TREECAST_ARCHIVE" -> "on")
  private lazy val launcher = new Launcher

  override def afterAll(): Unit = launcher.close()

  private def archives(home: Path): Seq[Path] =
    home.resolve("target").toFile.listFiles.map(_.toPath).filter(_.toString.endsWith(".jsa")).toSeq

  test("it is made once, holds Spark's classes, and changes nothing of what a command prints") {
    val digits = SmallDigits.folder(30, 10)
    try {
      val loaded = launcher.home.resolve("loaded")
      val options = on + ("TREECAST_JAVA_OPTS" -> s"-Xlog:class+load:file=$loaded")
      val train = Seq("train", "--data", digits.toString, "--master", "local[1]", "--set", "epochs=1", "--dry-run")
      val off = launcher.run(Map(), train: _*)
      val first = launcher.run(options, train: _*)
      assert(off.code == 0 && first.code == 0, first.err)
      assert(first.err.linesIterator.count(_.contains("class-data archive")) == 1, first.err)
      val Seq(archive) = archives(launcher.home)
      assert(Files.size(archive) > (1 << 20))
      val second = launcher.run(options, train: _*)
      assert(second.err == off.err && second.out == off.out && first.out == off.out, second.err)
      val shared = Files.readAllLines(loaded).asScala.filter(_.contains("source: shared objects file (top)"))
      assert(shared.exists(_.contains(" org.apache.spark.deploy.SparkHadoopUtil ")), shared.size)
      assert(shared.exists(_.contains(" treecast.config.")), shared.size)
      assert(
        launcher.home.resolve("target").toFile.list.toSet == Set("treecast.jar", "spark", s"${archive.getFileName}")
      )
    } finally SmallDigits.delete(digits)
  }

  test("where it cannot be made the command runs without it, and it is not tried again before the next build") {
    withCheckout { checkout =>
      checkout.build()
      for (calls <- Seq(2, 1)) {
        assert(checkout.run(on, checkout.script.toString, "train") == 3)
        assert(checkout.calls == Seq.fill(calls)("java"))
        assert(!checkout.notes.filter(_.head != "environment").last.exists(_.contains("SharedArchiveFile")))
      }
      assert(archives(checkout.home).map(Files.size) == Seq(0))
    }
  }
}
