package treecast.linalg

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** The kernels in single precision are those in double precision, with other types. */
class FloatKernelsSpec extends AnyFunSuite {
  private val kernels = Path.of("src/main/java/treecast/linalg")

  /** The text without spaces and ends of lines, which the formatter sets. */
  private def text(file: Path) = Files.readString(file).replaceAll("\\s", "").replace("/***", "/**").replace("*", "")

  test("scripts/float-kernels writes the kernels in single precision as they are") {
    val folder = Files.createTempDirectory("kernels")
    try {
      val process = new ProcessBuilder("sh", "scripts/float-kernels", "--out", folder.toString).inheritIO().start()
      assert(process.waitFor() == 0)
      val written = Files.list(folder).iterator.asScala.toSeq
      assert(written.size > 10)
      for (file <- written)
        assert(text(file) == text(kernels.resolve(file.getFileName)), s"$file: run scripts/float-kernels")
    } finally {
      Files.list(folder).iterator.asScala.foreach(Files.delete)
      Files.delete(folder)
    }
  }

  test("another argument is refused") {
    val process = new ProcessBuilder("sh", "scripts/float-kernels", "--all").redirectErrorStream(true).start()
    val printed = new String(process.getInputStream.readAllBytes())
    assert(process.waitFor() == 2 && printed.contains("expected --out FOLDER, found --all"))
  }
}
