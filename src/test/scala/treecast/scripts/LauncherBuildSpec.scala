package treecast.scripts

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.{SmallDigits, Waiting}

import java.nio.file.attribute.{FileTime, PosixFilePermissions}
import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** When the launcher builds and what it starts then, around stand-ins for Maven, Java and spark-submit. */
class LauncherBuildSpec extends AnyFunSuite with Waiting {

  /** When files were written, when the jar was built, when files were changed after that. */
  private val Seq(written, built, changed) = Seq(1_000_000L, 2_000_000L, 3_000_000L).map(FileTime.fromMillis)
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

    private val (output, errors) = (home.resolve("output"), home.resolve("errors"))

    def printed: String = Files.readString(output)

    /** What it complained of, which passes through a filter that may end after the script. */
    def complained(whole: String => Boolean): Unit =
      await(Files.readString(errors))(whole(Files.readString(errors)))

    /** Its exit code, with standard output and errors in their files. */
    def run(variables: Map[String, String], command: String*): Int = {
      Files.deleteIfExists(home.resolve("notes"))
      val builder = new ProcessBuilder(command.asJava)
      val environment = builder.environment
      environment.keySet.removeIf(_.matches("(SPARK|HADOOP|YARN|TREECAST)_.*|JAVA_HOME"))
      environment.put("PATH", s"${stands.resolve("bin")}:${System.getenv("PATH")}")
      environment.putAll(variables.map { case (name, value) => name -> value.replace("STANDS", s"$stands") }.asJava)
      val process = builder.redirectOutput(output.toFile).redirectError(errors.toFile).start()
      process.getOutputStream.close()
      exitCode(process)
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

  test("symbolic links lead to it, absolute or relative, one through another, from any directory") {
    withCheckout { checkout =>
      checkout.build()
      val folder = Files.createDirectories(checkout.home.resolve("a place/bin"))
      val straight = Files.createSymbolicLink(checkout.home.resolve("straight"), checkout.script)
      val around = Files.createSymbolicLink(folder.resolve("treecast"), Path.of("../../straight"))
      for (link <- Seq(straight, around)) {
        assert(checkout.run(Map.empty[String, String], link.toString, "train") == 3, link.toString)
        assert(checkout.calls == Seq("java"), link.toString)
      }
      val from = Seq("bash", "-c", s"cd '$folder' && ./treecast train")
      assert(checkout.run(Map.empty[String, String], from: _*) == 3 && checkout.calls == Seq("java"))
    }
  }

  test("a build that fails is told with all that it said, and nothing is started") {
    withCheckout { checkout =>
      checkout.write(checkout.home.resolve("broken"), "")
      assert(checkout.run("train") == 1 && checkout.calls == Seq("mvn") && checkout.printed.isEmpty)
      checkout.complained(_.endsWith("Some.java: there is a mistake\ntreecast: the build failed\n"))
    }
  }

  test("arguments arrive as they are, with the platform of the checkout, and the exit code comes back") {
    withCheckout { checkout =>
      checkout.build()
      assert(checkout.run("train", "a b", "", "*") == 3)
      val Seq(java +: options, environment) = checkout.notes
      assert(java.endsWith("stand-ins/bin/java") && options.contains("-Dtreecast.terminal=false"))
      assert(options.takeRight(5) == Seq(s"${checkout.home}/target/treecast.jar", "train", "a b", "", "*"))
      assert(environment == Seq("environment", s"${checkout.home}/target/spark", s"${checkout.home}/conf"))
    }
  }

  test("the Java of JAVA_HOME comes before that of the path") {
    withCheckout { checkout =>
      checkout.build()
      checkout.run(Map("JAVA_HOME" -> "STANDS/jdk"), checkout.script.toString, "train")
      assert(checkout.notes.head.head.endsWith("stand-ins/jdk/bin/java"))
    }
  }

  test("it is built for the spark-submit of SPARK_HOME, too, whose exit code comes back") {
    withCheckout { checkout =>
      val variables = Map("SPARK_HOME" -> "STANDS/spark")
      assert(checkout.run(variables, checkout.script.toString, "train") == 4)
      assert(checkout.calls == Seq("mvn", "spark-submit"))
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
}
