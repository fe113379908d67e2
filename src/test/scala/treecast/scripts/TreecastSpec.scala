package treecast.scripts

import org.scalatest.concurrent.Eventually
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Millis, Seconds, Span}
import treecast.testing.SmallDigits

import java.nio.file.attribute.{FileTime, PosixFilePermissions}
import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit
import scala.jdk.CollectionConverters._

/** The script that builds and starts Treecast, around stand-ins for Maven, Java and spark-submit. */
class TreecastSpec extends AnyFunSuite with Eventually {
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(Span(30, Seconds), Span(20, Millis))

  /** When files were written, when the jar was built, when files were changed after that. */
  private val Seq(written, built, changed) = Seq(1_000_000L, 2_000_000L, 3_000_000L).map(FileTime.fromMillis)
  private val streams = Seq("terminal=false", "stderr=3", "follow=true").map("-Dtreecast." + _)
  private val sources = Seq("src/main/java/treecast/Some.java", "conf/train.conf", "pom.xml")

  /** A checkout of a little project: what is in it is older than anything that a stand-in writes. */
  private class Checkout(val home: Path) {
    private val stands = home.resolve("stand-ins")
    val script: Path = home.resolve("scripts/treecast")
    Files.createDirectories(script.getParent)
    Files.copy(Path.of("scripts/treecast"), script)
    for (file <- sources ++ Seq("src/test/scala/Spec.scala", "README.md", "conf/spark-defaults.conf"))
      write(home.resolve(file), "")
    // Each notes where it is, what it was given, and what Spark would read.
    stand(
      stands.resolve("bin/mvn"),
      s"""note mvn "$$@"
         |if [[ -f "$home/broken" ]]; then echo 'Some.java: there is a mistake'; exit 1; fi
         |mkdir -p target/spark/jars
         |touch target/treecast.jar""".stripMargin
    )
    for (java <- Seq("bin/java", "jdk/bin/java"))
      stand(
        stands.resolve(java),
        s"""note "$$0" "$$@"
           |note environment "$$SPARK_HOME" "$$SPARK_CONF_DIR"
           |echo WARNING: Using incubator modules: jdk.incubator.vector >&2
           |echo treecast: what it complains of >&2
           |echo what it prints
           |exit 3""".stripMargin
      )
    stand(stands.resolve("spark/bin/spark-submit"), s"""note spark-submit "$$@"; exit 4""")
    for ((folder, version) <- Seq("." -> "17.0.2", "jdk" -> "21")) says(folder, version)

    /** Java's own file of its version. */
    def says(folder: String, version: String): Unit =
      write(stands.resolve(folder).resolve("release"), s"IMPLEMENTOR=some\nJAVA_VERSION=\"$version\"\n")

    def saysNothing(): Unit = Files.delete(stands.resolve("release"))

    private def stand(path: Path, body: String): Unit = {
      val note = s"""note() { printf '%s\\n' "$$@" --- >> "$home/notes"; }"""
      write(path, s"#!/usr/bin/env bash\n$note\n$body\n")
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"))
    }

    def write(path: Path, text: String, time: FileTime = written): Unit = {
      Files.createDirectories(path.getParent)
      Files.writeString(path, text)
      Files.setLastModifiedTime(path, time)
    }

    def change(file: String): Unit = Files.setLastModifiedTime(home.resolve(file), changed)

    /** As if it had been built after all that is there was written. */
    def build(): Unit = {
      write(home.resolve("target/treecast.jar"), "", built)
      Files.createDirectories(home.resolve("target/spark/jars"))
    }

    /** What Spark is always told. */
    val defaults: Seq[String] = Seq("--properties-file", s"$home/conf/spark-defaults.conf", "--load-spark-defaults")

    private val (output, errors) = (home.resolve("output"), home.resolve("errors"))

    def printed: String = Files.readString(output)

    /** What it complained of, which passes through a filter that may end after the script. */
    def complained(whole: String => Boolean): Unit =
      eventually(assert(whole(Files.readString(errors)), Files.readString(errors)))

    /** Its exit code, with standard output and errors in their files. */
    def run(variables: Map[String, String], command: String*): Int = {
      Files.deleteIfExists(home.resolve("notes"))
      val builder = new ProcessBuilder(command.asJava)
      val environment = builder.environment
      environment.keySet.removeIf(_.matches("(SPARK|HADOOP|YARN|JAVA|TREECAST)_.*"))
      environment.put("PATH", s"${stands.resolve("bin")}:${System.getenv("PATH")}")
      environment.putAll(variables.map { case (name, value) => name -> value.replace("STANDS", s"$stands") }.asJava)
      val process = builder.redirectOutput(output.toFile).redirectError(errors.toFile).start()
      process.getOutputStream.close()
      assert(process.waitFor(60, TimeUnit.SECONDS), "it does not end")
      process.exitValue
    }

    def run(arguments: String*): Int = run(Map.empty[String, String], script.toString +: arguments: _*)

    /** The commands that were called, each with what it was given. */
    def notes: Seq[Seq[String]] =
      if (!Files.exists(home.resolve("notes"))) Nil
      else Files.readString(home.resolve("notes")).split("(?m)^---\n").map(_.linesIterator.toSeq).toSeq

    def calls: Seq[String] = notes.map(_.head).filter(_ != "environment").map(_.split('/').last)

  }

  private def withCheckout(use: Checkout => Unit): Unit = {
    val home = Files.createTempDirectory("treecast checkout")
    try use(new Checkout(home))
    finally SmallDigits.delete(home)
  }

  test("the first start builds, quietly but for a line, and what is built is started") {
    withCheckout { checkout =>
      assert(checkout.run("train", "--data", "built in") == 3)
      assert(checkout.calls == Seq("mvn", "java"))
      assert(checkout.notes.head.containsSlice(Seq("-q", "-B", "package")))
      assert(Files.exists(checkout.home.resolve("target/treecast.jar")), "it is built where it lies")
      checkout.complained(_.contains("treecast: building (the first time takes a few minutes)\n"))
      assert(checkout.printed == "what it prints\n")
    }
  }

  test("it is built again where a source, the configuration or the project is newer than the jar, else not") {
    withCheckout { checkout =>
      checkout.build()
      for (file <- Seq("src/test/scala/Spec.scala", "README.md")) checkout.change(file)
      assert(checkout.run("train") == 3 && checkout.calls == Seq("java"))
      for (file <- sources) {
        checkout.write(checkout.home.resolve(file), "")
        checkout.build()
        checkout.run("train")
        assert(checkout.calls == Seq("java"), s"$file is older")
        checkout.change(file)
        checkout.run("train")
        assert(checkout.calls == Seq("mvn", "java"), s"$file is newer")
        checkout.write(checkout.home.resolve(file), "")
      }
      checkout.build()
      checkout.write(checkout.home.resolve("src/main/java/treecast/New.java"), "", changed)
      checkout.run("train")
      assert(checkout.calls == Seq("mvn", "java"), "a new file")
    }
  }

  test("it is built again where the jar or the platform is gone") {
    for (gone <- Seq("target/treecast.jar", "target/spark/jars"))
      withCheckout { checkout =>
        checkout.build()
        Files.delete(checkout.home.resolve(gone))
        checkout.run("train")
        assert(checkout.calls == Seq("mvn", "java"), gone)
      }
  }

  test("a build that fails is told with all that it said, and nothing is started") {
    withCheckout { checkout =>
      checkout.write(checkout.home.resolve("broken"), "")
      assert(checkout.run("train") == 1 && checkout.calls == Seq("mvn") && checkout.printed.isEmpty)
      checkout.complained(_.endsWith("Some.java: there is a mistake\ntreecast: the build failed\n"))
    }
  }

  test("Spark's own submit starts it in this JVM, with the options and settings of the checkout") {
    withCheckout { checkout =>
      checkout.build()
      val home = checkout.home
      assert(checkout.run(Map("TREECAST_JAVA_OPTS" -> "-Xmx8g -Da=b"), s"${checkout.script}", "train", "a b", "") == 3)
      val Seq(java +: options, environment) = checkout.notes
      assert(java.endsWith("stand-ins/bin/java"))
      assert(
        options == Seq(s"@$home/conf/jvm.options") ++ streams ++ Seq("-Xmx8g", "-Da=b", "-cp") ++
          Seq(s"$home/conf:$home/target/spark/jars/*", "org.apache.spark.deploy.SparkSubmit") ++ checkout.defaults ++
          Seq("--class", "treecast.app.Main", s"$home/target/treecast.jar", "train", "a b", "")
      )
      assert(environment == Seq("environment", s"$home/target/spark", s"$home/conf"))
    }
  }

  test("the Java of JAVA_HOME comes before that of the path") {
    withCheckout { checkout =>
      checkout.build()
      checkout.run(Map("JAVA_HOME" -> "STANDS/jdk"), checkout.script.toString, "train")
      assert(checkout.notes.head.head.endsWith("stand-ins/jdk/bin/java"))
    }
  }

  test("where SPARK_HOME is set, that installation's spark-submit starts it, with the settings on top of its own") {
    withCheckout { checkout =>
      checkout.build()
      val home = checkout.home
      val variables = Map("SPARK_HOME" -> "STANDS/spark", "TREECAST_JAVA_OPTS" -> "-Xmx8g")
      assert(checkout.run(variables, checkout.script.toString, "train", "--data", "a b") == 4)
      assert(
        checkout.notes == Seq(
          // It takes the heap by its flag alone.
          Seq("spark-submit", "--driver-memory", "8g") ++ checkout.defaults ++
            Seq("--driver-java-options", streams.mkString(" ")) ++
            Seq("--class", "treecast.app.Main", s"$home/target/treecast.jar", "train", "--data", "a b")
        )
      )
      checkout.change("pom.xml")
      checkout.run(variables, checkout.script.toString, "train")
      assert(checkout.calls == Seq("mvn", "spark-submit"), "it is built for that one, too")
    }
  }

  test("of what Java complains, what it says of an incubating module does not come through") {
    withCheckout { checkout =>
      checkout.build()
      checkout.run("train")
      checkout.complained(_ == "treecast: what it complains of\n")
    }
  }

  test("on a terminal the program is told that it is on one") {
    val script = Seq("/usr/bin/script", "/bin/script").map(Path.of(_)).find(Files.isExecutable(_))
    withCheckout { checkout =>
      checkout.build()
      val terminal = script.getOrElse(cancel("no program here makes a terminal (script, of util-linux)")).toString
      checkout.run(Map("COMMAND" -> checkout.script.toString), terminal, "-qec", "\"$COMMAND\" train", "/dev/null")
      assert(checkout.notes.head.contains("-Dtreecast.terminal=true"))
    }
  }

  test("it is found through symbolic links, relative and absolute, one behind another, from any directory") {
    withCheckout { checkout =>
      checkout.build()
      val bin = Files.createDirectories(checkout.home.resolve("my bin"))
      Files.createSymbolicLink(bin.resolve("relative"), Path.of("../scripts/treecast"))
      Files.createSymbolicLink(bin.resolve("absolute"), bin.resolve("relative"))
      Files.createSymbolicLink(bin.resolve("treecast"), Path.of("absolute"))
      Files.createSymbolicLink(checkout.home.resolve("folder"), bin)
      val calls = Seq(
        bin.resolve("treecast").toString,
        "folder/treecast",
        "my bin/relative",
        "exec treecast"
      )
      for (call <- calls) {
        val line = if (call.startsWith("exec")) s"$call data" else s"'$call' data"
        val path = Map("CDPATH" -> s"${checkout.home}", "PATH" -> s"$bin:STANDS/bin:${System.getenv("PATH")}")
        assert(checkout.run(path, "bash", "-c", s"""cd "$$1" && $line""", "-", s"${checkout.home}") == 3, call)
        assert(checkout.notes.head(1) == s"@${checkout.home.toRealPath()}/conf/jvm.options", call)
      }
    }
  }

  test("a Java that cannot work is refused in one line, as one that is not there") {
    withCheckout { checkout =>
      checkout.build()
      for (version <- Seq("25.0.1", "23", "16.0.2", "11.0.2", "1.8.0_392")) {
        checkout.says(".", version)
        assert(checkout.run("train") == 2 && checkout.calls.isEmpty, version)
        checkout.complained(_ == s"treecast: expected Java 17 or 21 in JAVA_HOME or on the path, found $version\n")
      }
      for (version <- Seq("17", "21.0.1")) {
        checkout.says(".", version)
        assert(checkout.run("train") == 3 && checkout.calls == Seq("java"), version)
      }
      checkout.saysNothing()
      assert(checkout.run("train") == 2 && checkout.notes.head.last == "-version")
      assert(checkout.run(Map("JAVA_HOME" -> "STANDS/nowhere"), checkout.script.toString, "train") == 2)
      checkout.complained(_ == "treecast: expected Java 17 or 21 in JAVA_HOME or on the path, found none\n")
    }
  }

  test("Spark's flags go in front of the jar, from before the command and behind it, and the heap to Java") {
    withCheckout { checkout =>
      checkout.build()
      val home = checkout.home
      val flags = Seq("--executor-memory", "2g", "--executor-cores", "2", "--num-executors", "3", "--jars", "a b.jar,c")
      val line = Seq("--driver-memory", "1500", "train", "--master", "spark://h:1", "--out", "x y") ++
        flags ++ Seq("--deploy-mode=client", "--conf=spark.driver.memory=9g")
      val own = Seq("train", "--master", "spark://h:1", "--out", "x y")
      val submit = Seq("--master", "spark://h:1", "--driver-memory", "1500") ++ flags ++
        Seq("--deploy-mode", "client", "--conf", "spark.driver.memory=9g")
      val application = Seq("--class", "treecast.app.Main", s"$home/target/treecast.jar")
      assert(checkout.run(line: _*) == 3)
      val java = checkout.notes.head
      assert(java.contains("-Xmx1500m") && java.count(_.startsWith("-Xmx")) == 1)
      assert(java.dropWhile(_ != "org.apache.spark.deploy.SparkSubmit").tail == checkout.defaults ++ submit ++ application ++ own)
      val there = Map("SPARK_HOME" -> "STANDS/spark")
      assert(checkout.run(there, checkout.script.toString +: line: _*) == 4)
      assert(checkout.notes.head.containsSlice(checkout.defaults ++ submit) && checkout.notes.head.endsWith(own))
      // A driver on another machine has no descriptor of this one.
      for (away <- Seq(Seq("--deploy-mode", "cluster"), Seq("--conf", "spark.submit.deployMode=cluster"))) {
        checkout.run(there, Seq(checkout.script.toString, "train") ++ away ++ Seq("--master=yarn"): _*)
        assert(checkout.notes.head.containsSlice(away) && !checkout.notes.head.exists(_.contains("stderr")))
      }
    }
  }

  test("a size is MiB without a unit, and has the units of Java") {
    withCheckout { checkout =>
      checkout.build()
      for ((size, heap) <- Seq("2048" -> "2048m", "8g" -> "8g", "8gb" -> "8g", "512MB" -> "512M")) {
        checkout.run("train", "--driver-memory", size)
        assert(checkout.notes.head.contains(s"-Xmx$heap"), size)
      }
      checkout.run("train", "--conf", "spark.driver.memory=3gb")
      assert(checkout.notes.head.contains("-Xmx3g"))
    }
  }

  test("a flag whose value is none stays behind the jar and the command, where it is refused") {
    withCheckout { checkout =>
      checkout.build()
      val wrong = Seq("--driver-memory lots", "--executor-cores 0", "--num-executors=x", "--deploy-mode=bus")
      for (flag <- wrong.map(_.split(' ').toSeq) ++ Seq(Seq("--jars="), Seq("--conf", "batch=8"))) {
        checkout.run(flag ++ Seq("train", "--quiet"): _*)
        assert(checkout.notes.head.endsWith(Seq("train", "--quiet") ++ flag), flag)
        assert(!checkout.notes.head.exists(_.startsWith("-Xmx")), flag)
      }
      checkout.run("train", "--deploy-mode", "cluster", "--", "--jars", "x")
      assert(checkout.notes.head.endsWith(Seq("train", "--deploy-mode", "cluster", "--", "--jars", "x")))
    }
  }

  test("help and version come from the program itself, without Spark's submit, with an installation's jars as well") {
    withCheckout { checkout =>
      checkout.build()
      val home = checkout.home
      for (words <- Seq(Seq("--help"), Seq("-V"), Seq("train", "-h"), Seq("data", "list", "--version", "--driver-memory=x"))) {
        assert(checkout.run(words: _*) == 3)
        val java = checkout.notes.head
        assert(java.containsSlice(Seq("-cp", s"$home/target/treecast.jar:$home/target/spark/jars/*", "treecast.app.Main")))
        assert(java.endsWith("treecast.app.Main" +: words), words)
      }
      checkout.run(Map("SPARK_HOME" -> "STANDS/spark"), checkout.script.toString, "train", "--help")
      assert(checkout.calls == Seq("java") && checkout.notes.head.exists(_.endsWith("stand-ins/spark/jars/*")))
      checkout.run("train", "--", "--help")
      assert(checkout.notes.head.contains("org.apache.spark.deploy.SparkSubmit"))
    }
  }
}
