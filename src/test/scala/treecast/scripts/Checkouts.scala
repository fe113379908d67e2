package treecast.scripts

import org.scalatest.Assertions
import treecast.testing.{SmallDigits, Waiting}

import java.nio.file.attribute.{FileTime, PosixFilePermissions}
import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** Checkouts with the launcher, around stand-ins for Maven, Java and spark-submit. */
trait Checkouts extends Waiting { this: Assertions =>

  /** When files were written, when the jar was built, when files were changed after that. */
  protected val Seq(written, built, changed) = Seq(1_000_000L, 2_000_000L, 3_000_000L).map(FileTime.fromMillis)
  protected val streams = Seq("terminal=false", "stderr=3", "follow=true").map("-Dtreecast." + _)
  protected val sources = Seq("src/main/java/treecast/Some.java", "conf/train.conf", "pom.xml")

  /** A checkout of a little project: what is in it is older than anything that a stand-in writes. */
  protected class Checkout(val home: Path) {
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

    /** A jar of the installation that is started where SPARK_HOME is set. */
    def installs(jar: String): Path = {
      val path = stands.resolve("spark/jars").resolve(jar)
      write(path, "")
      path
    }

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
      await(Files.readString(errors))(whole(Files.readString(errors)))

    /** Its exit code, with standard output and errors in their files. */
    def run(variables: Map[String, String], command: String*): Int = {
      Files.deleteIfExists(home.resolve("notes"))
      val builder = new ProcessBuilder(command.asJava)
      val environment = builder.environment
      environment.keySet.removeIf(_.matches("(SPARK|HADOOP|YARN|TREECAST)_.*|JAVA_HOME"))
      environment.put("TREECAST_ARCHIVE", "off")
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

  protected def withCheckout(use: Checkout => Unit): Unit = {
    val home = Files.createTempDirectory("treecast checkout")
    try use(new Checkout(home))
    finally SmallDigits.delete(home)
  }
}
