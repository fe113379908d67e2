package treecast.testing

import org.apache.spark.{SparkConf, SparkContext}

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** Spark contexts for tests: without a web interface or a log; executors of other JVMs find the tests' classes. */
object SparkContexts {

  /** The settings with which `scripts/treecast` starts Spark. */
  lazy val productSettings: Seq[(String, String)] =
    for (line <- Files.readAllLines(Path.of("conf/spark-defaults.conf")).asScala.toSeq if line.startsWith("spark."))
      yield line.split(" +", 2) match { case Array(key, value) => key -> value.trim }

  /** Starts one, which whoever asks for it has to stop. */
  def start(master: String, settings: (String, String)*): SparkContext = {
    val classPath = Seq("treecast.classes", "treecast.test.classes").map(System.getProperty(_)).mkString(":")
    new SparkContext(
      new SparkConf()
        .setMaster(master)
        .setAppName("treecast tests")
        .set("spark.ui.enabled", "false")
        .set("spark.log.level", "OFF")
        .set("spark.executor.extraClassPath", classPath)
        .setAll(settings)
    )
  }

  /** Uses one, and stops it. */
  def withSpark[T](master: String, settings: (String, String)*)(use: SparkContext => T): T = {
    val spark = start(master, settings: _*)
    try use(spark)
    finally spark.stop()
  }
}
