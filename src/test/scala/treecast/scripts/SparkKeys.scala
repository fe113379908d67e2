package treecast.scripts

import org.apache.spark.{SparkConf, SparkContext}

import java.lang.reflect.InvocationTargetException
import java.nio.file.Paths
import java.util.jar.JarFile
import scala.jdk.CollectionConverters._
import scala.util.Using

/** The settings that this Spark knows. It keeps a register of them for itself, in which each has a place once the
  * object that defines it is loaded.
  */
object SparkKeys {
  private val Definitions = "org/apache/spark/internal/config/(\\w+\\$)\\.class".r
  private lazy val entry = {
    val core = Paths.get(classOf[SparkContext].getProtectionDomain.getCodeSource.getLocation.toURI)
    Using.resource(new JarFile(core.toFile)) { jar =>
      for (Definitions(name) <- jar.entries.asScala.map(_.getName))
        Class.forName(s"org.apache.spark.internal.config.$name")
    }
    Class.forName("org.apache.spark.internal.config.ConfigEntry")
  }

  /** Whether it knows a key, and takes a value for it. */
  def takes(key: String, value: String): Boolean =
    entry.getMethod("findEntry", classOf[String]).invoke(null, key) match {
      case null => false
      case found =>
        try {
          classOf[SparkConf].getMethod("get", entry).invoke(new SparkConf(false).set(key, value), found)
          true
        } catch { case e: InvocationTargetException if e.getCause.isInstanceOf[IllegalArgumentException] => false }
    }
}
