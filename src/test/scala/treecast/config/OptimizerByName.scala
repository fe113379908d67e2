package treecast.config

import com.typesafe.config.ConfigFactory
import treecast.optim.Optimizer

import scala.jdk.CollectionConverters._

/** The optimizer that a plan's settings name: the product's own reading of names and defaults. */
object OptimizerByName {

  /** A hyper-parameter that the optimizer does not have, and a name that is none, are refused. */
  def apply(name: String, hyperParameters: Map[String, Double]): Optimizer = {
    val values = hyperParameters.map { case (key, value) => s"optimizer.$key" -> (value: Any) }
    val settings = new Settings(ConfigFactory.parseMap((values + ("optimizer.name" -> name)).asJava))
    val optimizer = OptimizerSettings.read(settings).optimizer
    settings.refuseUnknown()
    optimizer
  }
}
