package treecast.scripts

import org.apache.hadoop.conf.Configuration
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.{MadeUpFileSystem, SmallDigits}

import java.nio.file.{Files, Path}
import java.util.Properties
import scala.jdk.CollectionConverters._
import scala.util.Using

/** The launcher: what it hands to Spark, and what of that Spark has heard. */
class LauncherSpec extends AnyFunSuite with BeforeAndAfterAll {
  private lazy val launcher = new Launcher
  private lazy val digits = SmallDigits.folder(trainRows = 40, testRows = 20)

  override def afterAll(): Unit = {
    launcher.close()
    SmallDigits.delete(digits)
  }

  private val defaults: Map[String, String] = {
    val properties = new Properties
    Using.resource(Files.newBufferedReader(Path.of("conf/spark-defaults.conf")))(properties.load)
    properties.asScala.toMap
  }

  private def train(data: String): Seq[String] =
    Seq("train", "--data", data, "--master", "local[1]", "--no-report", "--quiet") ++
      Seq("--out", Files.createTempDirectory(launcher.home, "run").resolve("run").toString) ++
      Seq("network.hidden=[2]", "steps=1", "batch=8", "shards=1").flatMap(Seq("--set", _))

  /** The settings with which a context started. */
  private def heard(environment: Map[String, String], data: String, more: String*): Map[String, String] = {
    val file = Files.createTempFile(launcher.home, "settings", "")
    val listening =
      Seq(
        "--conf",
        s"spark.extraListeners=${classOf[WrittenSettings].getName}",
        s"--conf=${WrittenSettings.File}=$file"
      )
    val result = launcher.run(environment, train(data) ++ listening ++ more: _*)
    assert(result.code == 0 && result.err.isEmpty && result.out.startsWith("test accuracy"), result.err + result.out)
    WrittenSettings.read(file)
  }

  test("every key of conf/spark-defaults.conf is one that Spark or Hadoop knows, with a value that it takes") {
    assert(defaults.size > 5)
    val (hadoop, spark) = defaults.partition(_._1.startsWith("spark.hadoop."))
    for ((key, value) <- spark) assert(SparkKeys.takes(key, value), s"$key $value")
    val known = new Configuration
    for ((key, value) <- hadoop)
      assert(
        known.getInt(key.stripPrefix("spark.hadoop."), -1) > value.toInt,
        s"$key: Hadoop knows it, and tries more often"
      )
    assert(!SparkKeys.takes("spark.brodcast.compress", "false") && !SparkKeys.takes("spark.broadcast.compress", "of"))
    assert(!SparkKeys.takes("spark.rpc.message.maxSize", "128x"))
    assert(!SparkKeys.takes("spark.shuffle.io.maxRetry", "1") && !SparkKeys.takes("spark.shuffle.io.maxRetries", "one"))
  }

  test("a context has the settings of conf/spark-defaults.conf, but for those that --conf gives") {
    val plain = heard(Map(), digits.toString)
    for ((key, value) <- defaults) assert(plain.get(key).contains(value), key)
    assert(plain("spark.app.name") == "treecast train" && plain("treecast.terminal") == "false")
    val chosen = Seq("broadcast.blockSize=2m", "app.name=nightly = 1", "driver.memory=600m").map("spark." + _)
    val java = "spark.driver.extraJavaOptions=-Dmine=1 -Dyours=2"
    val other = heard(
      Map("TREECAST_JAVA_OPTS" -> "-Dtheirs=3"),
      digits.toString,
      (chosen :+ java).flatMap(setting => Seq("--conf", setting)): _*
    )
    val expected = defaults ++ chosen.map(_.split("=", 2)).map { case Array(key, value) => key -> value } ++
      Map("mine" -> "1", "yours" -> "2", "theirs" -> "3", "treecast.terminal" -> "false")
    for ((key, value) <- expected) assert(other.get(key).contains(value), key)
    val mebibytes = other("memory").toLong / (1024 * 1024)
    assert(mebibytes > 500 && mebibytes <= 600)
  }

  test(
    "the flags of spark-submit are heard; Hadoop's settings come from core-site.xml of HADOOP_CONF_DIR or SPARK_CONF_DIR, Spark's from there too"
  ) {
    val folder = Files.createDirectory(launcher.home.resolve("site"))
    val properties = MadeUpFileSystem.settings.map { case (key, value) =>
      s"<property><name>$key</name><value>$value</value></property>"
    }
    Files.writeString(folder.resolve("core-site.xml"), s"<configuration>${properties.mkString}</configuration>")
    Files.writeString(folder.resolve("spark-defaults.conf"), "spark.mine 1\nspark.ui.enabled true\n")
    val jars = Seq("--jars", launcher.fileSystem.toString)
    val flags = Seq("--driver-memory", "600m", "--deploy-mode", "client")
    val hadoop = heard(Map("HADOOP_CONF_DIR" -> folder.toString), s"made-up:$digits", jars ++ flags: _*)
    assert(!hadoop.contains("spark.mine"))
    assert(hadoop("spark.driver.memory") == "600m" && hadoop("memory").toLong / (1024 * 1024) <= 600)
    assert(hadoop("spark.jars").contains("made%20up.jar") && hadoop("spark.submit.deployMode") == "client")
    val spark = heard(Map("SPARK_CONF_DIR" -> folder.toString), s"made-up:$digits", jars: _*)
    assert(spark.get("spark.mine").contains("1") && spark.get("spark.ui.enabled").contains("false"))
    val withoutSettings = launcher.run(Map(), train(s"made-up:$digits") ++ jars: _*)
    val withoutJar = launcher.run(Map("HADOOP_CONF_DIR" -> folder.toString), train(s"made-up:$digits"): _*)
    for (refused <- Seq(withoutSettings, withoutJar)) {
      assert(refused.code == 3 && refused.err.linesIterator.size == 1, refused)
      assert(refused.lastLine.contains("no file system for made-up, --jars JAR,... brings one"), refused)
    }
  }

  test("what is none of Spark's settings is refused as it is without the launcher") {
    for (bad <- Seq("plan.conf", "batch=8", "spark. ui=1")) {
      val refused = launcher.run(Map(), "train", "--conf", bad)
      assert(refused.code == 2 && refused.err.linesIterator.size == 1, refused.err)
      assert(refused.err.startsWith("treecast: --conf: expected"), refused.err)
    }
    val nothing = launcher.run(Map(), "train", "--conf")
    assert(nothing.code == 2 && nothing.err.contains("--conf"), nothing.err)
  }

  test("an installation's spark-submit gets the settings in front of the jar, everything else behind it") {
    val installation = launcher.home.resolve("an installation")
    launcher.script(installation.resolve("bin/spark-submit"), "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\"\n")
    val java = "spark.driver.extraJavaOptions=-Dmine=1"
    val result = launcher.run(
      Map("SPARK_HOME" -> installation.toString, "TREECAST_JAVA_OPTS" -> "-Dtheirs=3"),
      Seq("train", "--conf", java, "--set", "a b=c", "--conf", "plan.conf", "--conf=spark.jars=x y.jar", "--quiet"): _*
    )
    val Seq(submit, application) = {
      val lines = result.out.linesIterator.toSeq
      val at = lines.indexOf("--class")
      Seq(lines.take(at), lines.drop(at))
    }
    assert(submit.containsSlice(Seq("--conf", java, "--conf", "spark.jars=x y.jar", "--driver-java-options")))
    assert(submit.last.split(" +").toSeq.filterNot(_.startsWith("-Dtreecast")) == Seq("-Dtheirs=3", "-Dmine=1"))
    assert(
      submit.take(3) == Seq("--properties-file", s"${launcher.home}/conf/spark-defaults.conf", "--load-spark-defaults")
    )
    val own = Seq("train", "--set", "a b=c", "--quiet", "--conf", "plan.conf")
    assert(application == Seq("--class", "treecast.app.Main", s"${launcher.home}/target/treecast.jar") ++ own)
  }
}
