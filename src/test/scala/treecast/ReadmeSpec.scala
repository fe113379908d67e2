package treecast

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles

import java.io.{ByteArrayOutputStream, PrintStream}
import java.net.URLClassLoader
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import javax.tools.ToolProvider

/** The program on the front page is compiled and run as it stands there. */
class ReadmeSpec extends AnyFunSuite {
  private val packages =
    Seq("treecast.cluster", "treecast.data", "treecast.nn", "treecast.optim", "treecast.training", "java.util")

  private def program: String = {
    val page = Files.readString(Path.of("README.md"))
    val Some(found) = "(?s)## The smallest program\\s+```java\\n(.*?)```".r.findFirstMatchIn(page)
    s"""${packages.map(name => s"import $name.*;\n").mkString}
       |import treecast.training.Outcome.Trained;
       |public class Smallest { public static void main(String[] arguments) {
       |${found.group(1)}
       |} }
       |""".stripMargin
  }

  test("the smallest program compiles, trains and prints an accuracy worth having") {
    IdxFiles.withEmptyFolder { folder =>
      val source = Files.writeString(folder.resolve("Smallest.java"), program)
      val complaints = new ByteArrayOutputStream
      val path = System.getProperty("java.class.path")
      val status = ToolProvider.getSystemJavaCompiler
        .run(null, complaints, complaints, "-cp", path, "-d", folder.toString, source.toString)
      assert(status == 0, complaints.toString(UTF_8))
      val loader = new URLClassLoader(Array(folder.toUri.toURL), getClass.getClassLoader)
      val (out, printed) = (System.out, new ByteArrayOutputStream)
      System.setOut(new PrintStream(printed, true, UTF_8))
      try
        loader.loadClass("Smallest").getMethod("main", classOf[Array[String]]).invoke(null, Array.empty[String])
      finally {
        System.setOut(out)
        loader.close()
      }
      val accuracy = printed.toString(UTF_8).trim.toDouble
      assert(accuracy > 0.9 && accuracy <= 1)
    }
  }
}
