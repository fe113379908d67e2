package treecast.app

import treecast.config.{Configuration, PlanFormat, PlanLayers}
import com.typesafe.config.{Config, ConfigFactory}
import org.scalatest.Assertions

import java.net.URLClassLoader
import java.nio.file.Path
import scala.jdk.CollectionConverters._

/** Plans under the formats that there are, and under a made-up newest one, whose defaults are all others. */
trait Formats { this: Assertions =>

  /** What the version of before there were formats has left. */
  protected val kept: Path = Path.of("src/test/resources/formats/1")

  /** With the made-up format known, and thus the newest. */
  protected def withMadeUpFormat[T](use: => T): T = {
    val thread = Thread.currentThread
    val loader = thread.getContextClassLoader
    val madeUp = Path.of("src/test/resources/formats/made-up").toUri.toURL
    thread.setContextClassLoader(new URLClassLoader(Array(madeUp), getClass.getClassLoader))
    try use
    finally thread.setContextClassLoader(loader)
  }

  protected def format(number: Int): PlanFormat = PlanFormat.of(Configuration.parse(s"format=$number"))

  /** The plan of a file, or of none, under settings. */
  protected def plan(file: Option[String], settings: String*): Config =
    layers(file, settings: _*).plan

  protected def layers(file: Option[String], settings: String*): PlanLayers =
    new PlanLayers(
      file.map(text => PlanFormat.said(ConfigFactory.parseString(text))).toList.asJava,
      settings.map(Configuration.parse(_)).asJava
    )
}
