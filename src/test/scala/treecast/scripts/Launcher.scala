package treecast.scripts

import org.apache.spark.scheduler.{SparkListener, SparkListenerEnvironmentUpdate}
import treecast.testing.SmallDigits

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.attribute.PosixFilePermissions
import java.nio.file.{Files, Path, Paths}
import java.util.concurrent.TimeUnit
import java.util.jar.{JarFile, JarOutputStream}
import java.util.zip.{Deflater, ZipEntry}
import scala.jdk.CollectionConverters._
import scala.util.Using

/** A home of `scripts/treecast` that is built already: its jar holds these classes and what they need. */
class Launcher extends AutoCloseable {
  val home: Path = Files.createTempDirectory("treecast-launcher")

  for (folder <- Seq("scripts", "conf", "src/main", "target")) Files.createDirectories(home.resolve(folder))
  Files.copy(Path.of("scripts/treecast"), home.resolve("scripts/treecast"))
  for (file <- Path.of("conf").toFile.listFiles) Files.copy(file.toPath, home.resolve("conf").resolve(file.getName))
  Files.writeString(home.resolve("pom.xml"), "")
  Files.createSymbolicLink(home.resolve("target/spark"), Path.of(sys.env("SPARK_HOME")))
  private val classes = Seq("treecast.classes", "treecast.test.classes").map(name => Path.of(System.getProperty(name)))
  private val apart = "treecast/testing/MadeUp"
  jar(home.resolve("target/treecast.jar"), classes, !_.startsWith(apart), librariesToo = true)

  /** A jar with a file system that the product's jar has not. */
  lazy val fileSystem: Path = {
    val file = home.resolve("made up.jar")
    jar(file, classes, _.startsWith(apart), librariesToo = false)
    file
  }

  /** Runs it without what the environment says of Spark, but for what is said here. */
  def run(environment: Map[String, String], arguments: String*): LauncherRun = start(environment, arguments: _*).end()

  /** Starts it, in the same way. */
  def start(environment: Map[String, String], arguments: String*): RunningLauncher = {
    val command = Seq(home.resolve("scripts/treecast").toString) ++ arguments
    val Seq(out, err) = Seq("out", "err").map(Files.createTempFile(home, _, ""))
    val builder = new ProcessBuilder(command: _*)
    builder.environment.keySet.removeIf(_.matches("(SPARK|HADOOP|YARN|TREECAST)_.*"))
    builder.environment.put("TREECAST_ARCHIVE", "off")
    builder.environment.putAll(environment.asJava)
    new RunningLauncher(builder.redirectOutput(out.toFile).redirectError(err.toFile).start(), out, err)
  }

  def script(path: Path, text: String): Unit = {
    Files.createDirectories(path.getParent)
    Files.writeString(path, text)
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"))
    ()
  }

  override def close(): Unit = {
    Files.delete(home.resolve("target/spark"))
    SmallDigits.delete(home)
  }

  private def jar(file: Path, folders: Seq[Path], wanted: String => Boolean, librariesToo: Boolean): Unit =
    Using.resource(new JarOutputStream(Files.newOutputStream(file))) { out =>
      out.setLevel(Deflater.BEST_SPEED)
      for (folder <- folders; entry <- Using.resource(Files.walk(folder))(_.iterator.asScala.toSeq)) {
        val name = folder.relativize(entry).toString
        if (Files.isRegularFile(entry) && wanted(name)) put(out, name, Files.readAllBytes(entry))
      }
      val libraries = Seq(classOf[picocli.CommandLine], classOf[com.typesafe.config.Config])
      for (library <- libraries if librariesToo) {
        val path = Paths.get(library.getProtectionDomain.getCodeSource.getLocation.toURI)
        Using.resource(new JarFile(path.toFile)) { from =>
          for (entry <- from.entries.asScala if !entry.isDirectory && !entry.getName.startsWith("META-INF"))
            put(out, entry.getName, from.getInputStream(entry).readAllBytes())
        }
      }
    }

  private def put(out: JarOutputStream, name: String, bytes: Array[Byte]): Unit =
    if (!name.startsWith("golden/")) {
      out.putNextEntry(new ZipEntry(name))
      out.write(bytes)
    }
}

/** A launch that runs. */
class RunningLauncher(val process: Process, out: Path, err: Path) {
  def printed: String = Files.readString(out)

  /** All that it has said until now. */
  def said: String = printed + Files.readString(err)

  /** Waits for its end; whatever it leaves behind ends with it. */
  def end(): LauncherRun = {
    try assert(process.waitFor(90, TimeUnit.SECONDS), s"still running: $said")
    finally {
      process.descendants.forEach(below => { below.destroyForcibly(); () })
      process.destroyForcibly()
    }
    LauncherRun(process.exitValue, printed, Files.readString(err))
  }
}

/** How a launch ended, and what it printed. */
case class LauncherRun(code: Int, out: String, err: String) {
  def lastLine: String = err.linesIterator.toSeq.lastOption.getOrElse("")
}

/** Writes down with what settings a context has started, into the file that one of them names. */
class WrittenSettings extends SparkListener {
  override def onEnvironmentUpdate(update: SparkListenerEnvironmentUpdate): Unit = {
    val all = update.environmentDetails.values.flatten.map { case (key, value) => s"$key=$value" }
    val memory = s"memory=${Runtime.getRuntime.maxMemory}"
    val file = System.getProperty(WrittenSettings.File)
    Files.write(Path.of(file), (memory +: all.toSeq).mkString("\n").getBytes(UTF_8))
    ()
  }
}

object WrittenSettings {
  val File = "spark.treecast.written"

  def read(file: Path): Map[String, String] =
    Files.readString(file).linesIterator.map(_.split("=", 2)).collect { case Array(key, value) => key -> value }.toMap
}
