package treecast.scripts

import org.apache.spark.network.util.{MapConfigProvider, TransportConf}
import org.apache.spark.{SparkConf, SparkContext}

import java.lang.reflect.InvocationTargetException
import java.nio.file.Paths
import java.util.jar.JarFile
import scala.jdk.CollectionConverters._
import scala.util.{Try, Using}

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

  /** Whether it knows a key, and takes a value for it, which is not the default for a key of transport. */
  def takes(key: String, value: String): Boolean =
    if (key.startsWith("spark.shuffle.io.")) transports(key, value) else registered(key, value)

  /** Settings of transport are in no register: what one means is found by what it changes. */
  private def transports(key: String, value: String): Boolean = {
    def values(settings: Map[String, String]) = {
      val conf = new TransportConf("shuffle", new MapConfigProvider(settings.asJava))
      classOf[TransportConf].getDeclaredMethods.toSeq
        .filter(method => method.getParameterCount == 0 && method.getReturnType == classOf[Int])
        .filter(method => java.lang.reflect.Modifier.isPublic(method.getModifiers))
        .map(method => method.getName -> Try(method.invoke(conf)).toOption)
        .toMap
    }
    val usual = values(Map())
    values(Map(key -> value)).exists { case (name, now) => now.isDefined && now != usual(name) }
  }

  private def registered(key: String, value: String): Boolean =
    entry.getMethod("findEntry", classOf[String]).invoke(null, key) match {
      case null => false
      case found =>
        try {
          classOf[SparkConf].getMethod("get", entry).invoke(new SparkConf(false).set(key, value), found)
          true
        } catch { case e: InvocationTargetException if e.getCause.isInstanceOf[IllegalArgumentException] => false }
    }
}
