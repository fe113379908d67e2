package treecast.library

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles
import treecast.testing.{Jars, Waiting}

import java.io.{PrintWriter, StringWriter}
import java.nio.file.{Files, Path}
import scala.tools.nsc.Settings
import scala.tools.nsc.interpreter.IMain
import scala.tools.nsc.interpreter.Results.Success
import scala.tools.nsc.interpreter.shell.ReplReporterImpl

/** The Scala program of examples/library in Scala's interpreter, and its script for spark-shell in a [[SparkShell]]. */
class ScalaExamplesSpec extends AnyFunSuite with Programs with Waiting {

  private def withInterpreter(use: (IMain, StringWriter) => Unit): Unit = {
    val said = new StringWriter
    val settings = new Settings
    settings.usejavacp.value = true
    settings.Yreplclassbased.value = true
    val interpreter = new IMain(settings, new ReplReporterImpl(settings, new PrintWriter(said, true)))
    val thread = Thread.currentThread
    val before = thread.getContextClassLoader
    thread.setContextClassLoader(interpreter.classLoader)
    try use(interpreter, said)
    finally {
      thread.setContextClassLoader(before)
      interpreter.close()
    }
  }

  private def source(name: String): String = Files.readString(Path.of(s"examples/library/$name"))

  test("the script runs in a shell of its own as spark-shell would run it, with executors in other processes") {
    IdxFiles.withEmptyFolder { folder =>
      val jar = folder.resolve("treecast.jar")
      Jars.write(jar, Seq(Path.of(System.getProperty("treecast.classes"))), _ => true, librariesToo = true)
      val (code, said) = ran(SparkShell.process(folder, jar, "-i", "examples/library/shell.scala"), seconds = 300)
      assert(code == 0 && !said.contains("rror"), said)
      val right = "(\\d+) of 600 points are predicted right".r.findFirstMatchIn(said)
      assert(right.exists(_.group(1).toInt > 540), said)
    }
  }

  test("Smallest trains, evaluates, saves, reads and predicts in fifteen lines") {
    assert(source("Smallest.scala").split("Unit = \\{").last.linesIterator.count(_.trim.length > 1) <= 15)
    withInterpreter { (interpreter, said) =>
      IdxFiles.withEmptyFolder { folder =>
        assert(interpreter.interpret(source("Smallest.scala")) == Success, said.toString)
        val call = s"""Smallest.main(Array("${folder.resolve("model.safetensors")}"))"""
        val lines = printed(assert(interpreter.interpret(call) == Success, said.toString))
        assert(lines.size == 2 && lines.head.toDouble > 0.7 && (0 to 9).contains(lines(1).toInt), lines)
      }
    }
  }
}
