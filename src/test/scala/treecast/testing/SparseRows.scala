package treecast.testing

import java.nio.file.{Files, Path}

/** Rows of three classes in LIBSVM files: 16 features, of which each row has five. */
object SparseRows {

  /** A new temporary folder with the files. */
  def folder(trainRows: Int, testRows: Int): Path = {
    val folder = Files.createTempDirectory("treecast-sparse")
    Files.writeString(folder.resolve("train.libsvm"), libsvm(0, trainRows))
    Files.writeString(folder.resolve("test.libsvm"), libsvm(trainRows, testRows))
    folder
  }

  private def libsvm(from: Int, rows: Int): String =
    (from until from + rows).map { row =>
      val kind = row * 7 % 3
      val values =
        for (i <- 0 until 5) yield s"${1 + 3 * i + (kind + row / 11) % 4}:${(row * 5 + i * 3) % 8 / 4.0 + kind}"
      s"${kind + 1} ${values.mkString(" ")}\n"
    }.mkString
}
