package treecast.scripts

import org.apache.spark.scheduler.{SparkListener, SparkListenerEnvironmentUpdate}
import treecast.testing.{Jars, SmallDigits}

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.attribute.PosixFilePermissions
import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit
import scala.jdk.CollectionConverters._

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
  Jars.write(home.resolve("target/treecast.jar"), classes, !_.startsWith(apart), librariesToo = true)

  /** A jar with a file system that the product's jar has not. */
  lazy val fileSystem: Path = {
    val file = home.resolve("made up.jar")
    Jars.write(file, classes, _.startsWith(apart), librariesToo = false)
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
    builder.environment.putAll(Launcher.quickly.asJava)
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
}

object Launcher {

  /** A process that is started once needs no archive. C1 alone would start sooner, and compute many times longer. */
  val quickly: Map[String, String] = Map("TREECAST_ARCHIVE" -> "off")
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
