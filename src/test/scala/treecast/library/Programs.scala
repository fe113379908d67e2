package treecast.library

import java.io.{ByteArrayOutputStream, PrintStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.Path

/** Programs that are run in this JVM. */
trait Programs {

  /** Lines that a program prints, on either stream. */
  protected def printedBy(program: Class[_], file: Path): Seq[String] =
    printed(program.getMethod("main", classOf[Array[String]]).invoke(null, Array(file.toString)))

  protected def printed(code: => Any): Seq[String] = {
    val (out, err) = (System.out, System.err)
    val bytes = new ByteArrayOutputStream
    val stream = new PrintStream(bytes, true, UTF_8)
    System.setOut(stream)
    System.setErr(stream)
    try Console.withOut(stream)(code)
    finally {
      System.setOut(out)
      System.setErr(err)
    }
    bytes.toString(UTF_8).linesIterator.toSeq
  }
}
