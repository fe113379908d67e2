package treecast.testing

import java.io.ByteArrayOutputStream
import java.net.URLClassLoader
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.jar.{JarEntry, JarOutputStream}
import javax.tools.ToolProvider
import scala.jdk.CollectionConverters._
import scala.util.Using

/** The extensions of `examples/`, compiled as their users would, and used from a class loader of their own. */
object ExampleExtensions {
  private val root = Path.of("examples")

  /** Compiles a folder of `examples/` into a jar in a folder. */
  def jar(name: String, into: Path): Path = {
    val classes = Files.createDirectories(into.resolve(s"$name-classes"))
    compile(root.resolve(name), classes)
    val jar = into.resolve(s"$name.jar")
    Using.resource(new JarOutputStream(Files.newOutputStream(jar))) { out =>
      for (tree <- Seq(classes, root.resolve(name).resolve("resources")).filter(Files.exists(_)); file <- files(tree)) {
        out.putNextEntry(new JarEntry(tree.relativize(file).toString))
        Files.copy(file, out)
      }
    }
    jar
  }

  private def compile(example: Path, classes: Path): Unit = {
    val sources = files(example.resolve("src")).map(_.toString)
    val complaints = new ByteArrayOutputStream
    val flags = Seq("-Xlint:all,-processing,-classfile,-path", "-Werror", "--release", "17") ++
      Seq("-cp", System.getProperty("java.class.path"), "-d", classes.toString)
    val status = ToolProvider.getSystemJavaCompiler.run(null, complaints, complaints, flags ++ sources: _*)
    assert(status == 0, complaints.toString(UTF_8))
  }

  def files(tree: Path): Seq[Path] =
    Using.resource(Files.walk(tree))(_.iterator.asScala.filter(Files.isRegularFile(_)).toSeq.sorted)

  /** Does something with jars or folders of classes on the thread's class path, as `--jars` puts them there. */
  def withClasses[T](places: Path*)(use: => T): T = {
    val thread = Thread.currentThread
    val before = thread.getContextClassLoader
    val loader = new URLClassLoader(places.map(_.toUri.toURL).toArray, getClass.getClassLoader)
    thread.setContextClassLoader(loader)
    try use
    finally {
      thread.setContextClassLoader(before)
      loader.close()
    }
  }
}
