package treecast.library

import org.apache.spark.{SparkConf, SparkContext}

import java.io.{BufferedReader, File, InputStreamReader, PrintWriter}
import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._
import scala.tools.nsc.GenericRunnerSettings
import scala.tools.nsc.interpreter.shell.{ILoop, ShellConfig}

/** What spark-shell does, as far as Spark's module `repl` is not needed for it: Scala's interpreter loop with Spark's
  * arguments and a context `sc`, on two executors in processes of their own. They get the jar as `spark.jars`, and the
  * classes that the shell has compiled from this process. There is no `SparkSession`, and no terminal.
  */
object SparkShell {
  lazy val sc: SparkContext = new SparkContext(new SparkConf()) // with the system properties that are settings

  def main(arguments: Array[String]): Unit = {
    val settings = new GenericRunnerSettings(error => throw new IllegalArgumentException(error))
    val own = List(
      "-Yrepl-class-based",
      "-Yrepl-outdir",
      System.getProperty("spark.repl.class.outputDir"),
      "-classpath",
      System.getProperty("spark.jars")
    )
    settings.processArguments(own ++ arguments, processAll = true)
    val in = new BufferedReader(new InputStreamReader(System.in))
    new ILoop(ShellConfig(settings), in, new PrintWriter(Console.out, true)) {
      override protected def internalReplAutorunCode(): Seq[String] =
        Seq(s"@transient val sc = ${SparkShell.getClass.getName.stripSuffix("$")}.sc")
    }.run(settings)
    sc.stop()
  }

  /** A process that runs it with these arguments: Spark is on its class path, and Treecast's jar is not. */
  def process(folder: Path, jar: Path, arguments: String*): ProcessBuilder = {
    val here = getClass.getProtectionDomain.getCodeSource.getLocation.getPath
    val apart = Seq("treecast.classes", "treecast.test.classes").map(System.getProperty(_))
    val libraries = System.getProperty("java.class.path").split(File.pathSeparator).filterNot(apart.contains)
    val settings = Map(
      "scala.usejavacp" -> "true",
      "spark.master" -> "local-cluster[2,1,1024]",
      "spark.app.name" -> "Spark shell",
      "spark.jars" -> jar.toString,
      "spark.repl.class.outputDir" -> Files.createDirectory(folder.resolve("repl")).toString,
      "spark.ui.enabled" -> "false",
      "spark.log.level" -> "ERROR",
      "log4j2.configurationFile" -> "conf/log4j2.properties"
    )
    val command = Seq(s"${System.getProperty("java.home")}/bin/java", "@conf/jvm.options") ++
      settings.map { case (key, value) => s"-D$key=$value" } ++
      Seq("-cp", (here +: libraries).mkString(File.pathSeparator), "treecast.library.SparkShell") ++ arguments
    new ProcessBuilder(command.asJava)
  }
}
