package treecast.linalg

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.Waiting

import java.nio.file.{Files, Path}

/** The kernels in single precision are those in double precision, with other types. */
class FloatKernelsSpec extends AnyFunSuite with Waiting {
  private val kernels = Path.of("src/main/java/treecast/linalg")

  /** Kernels in single precision that nothing generates, as they differ in more than types. */
  private val byHand = Set("FloatArray.java", "FloatVectorPixels.java")

  /** The text without what the formatter sets: spaces, ends of lines, and asterisks that begin the lines of comments.
    */
  private def text(file: Path) = Files.readString(file).replaceAll("(?m)^ *\\*(?!/)", "").replaceAll("\\s", "")

  private def files(folder: Path): Set[Path] = folder.toFile.listFiles.map(_.toPath).toSet

  test("scripts/float-kernels writes the kernels in single precision as they are") {
    val folder = Files.createTempDirectory("kernels")
    try {
      val (code, said) = ran(new ProcessBuilder("sh", "scripts/float-kernels", "--out", folder.toString))
      assert(code == 0, said)
      val single = files(kernels).map(_.getFileName.toString).filter(_.startsWith("Float"))
      assert(files(folder).map(_.getFileName.toString) == single -- byHand)
      for (file <- files(folder))
        assert(text(file) == text(kernels.resolve(file.getFileName)), s"$file: run scripts/float-kernels")
    } finally {
      files(folder).foreach(Files.delete)
      Files.delete(folder)
    }
  }

  test("another argument is refused") {
    val (code, printed) = ran(new ProcessBuilder("sh", "scripts/float-kernels", "--all"))
    assert(code == 2 && printed.contains("expected --out FOLDER, found --all"), printed)
  }
}
